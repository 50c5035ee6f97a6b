"""Writing a row of the trail."""

import json
from ipaddress import ip_address, ip_network
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context

from .models import Entry

NETWORKS = {4: 24, 6: 48}  # bits that are kept of an address


def note(
    action: str,
    *,
    actor: Any = None,
    subject: models.Model | None = None,
    title: str = "",
    request: HttpRequest | None = None,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> Entry:
    """Write down a deed, in the transaction that is open, if one is.

    Without an actor it was whoever the newsroom's request is of; nobody at the command line.
    """
    actor = actor or get_active_log_context().user
    if subject is not None:
        fields = {"subject": subject._meta.label_lower, "subject_id": str(subject.pk)} | fields
    return Entry.objects.create(
        action=action[:64],
        actor=actor.pk if actor else None,
        actor_name=actor.get_username() if actor else "",
        title=(title or (str(subject) if subject is not None else ""))[:255],
        network=network_of(request) if request else "",
        data=json.dumps(data or {}, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True),
        **fields,
    )


def network_of(request: HttpRequest) -> str:
    """The network somebody asks from, `203.0.113.0/24`; empty where it is not known."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{NETWORKS[address.version]}", strict=False))
