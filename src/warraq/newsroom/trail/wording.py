"""Deeds in words."""

import json
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from warraq.audit.models import Entry

OWN = {
    "auth.signed_in": _("Signed in"),
    "auth.signed_out": _("Signed out"),
    "auth.failed": _("Wrong password"),
    "auth.code_failed": _("Wrong code"),
    "auth.password_set": _("New password"),
    "auth.factor_added": _("Second factor set up"),
    "auth.factor_removed": _("Second factor taken away"),
    "auth.factor_reset": _("Second factor taken away by somebody else"),
    "auth.codes_made": _("New recovery codes"),
    "auth.sessions_ended": _("Sessions ended"),
    "auth.unlocked": _("Failed attempts forgotten"),
    "auth.account_made": _("Account made"),
    "auth.account_changed": _("Account closed, opened or given all rights"),
    "auth.account_deleted": _("Account deleted"),
    "auth.closed": _("Account closed"),
    "auth.opened": _("Account opened"),
    "auth.roles_changed": _("Roles of a user"),
    "auth.rights_changed": _("Rights of a role"),
    "auth.reach_changed": _("Where and in which forms somebody may write or publish"),
    "comments.approved": _("Comments approved"),
    "comments.rejected": _("Comments rejected"),
    "comments.spam": _("Comments marked as spam"),
    "comments.edited": _("Comments edited"),
    "comments.banned": _("Authors of comments banned"),
    "comments.assigned": _("Comments given to a moderator"),
    "comments.reopened": _("Decisions about comments taken back"),
    "warraq.check.passed": _("Published past a check, with a reason"),
    "warraq.check.policy": _("Weights of checks changed"),
    "breaking.started": _("Breaking news put on the strip"),
    "breaking.ended": _("Breaking news taken off the strip"),
    "audit.pruned": _("Old rows removed for their age"),
    "audit.exported": _("Trail exported"),
    "front.published": _("Front published"),
    "front.returned": _("Front returned to an earlier step"),
    "front.timed": _("Hours of a saved front"),
    "front.begun": _("Saved front begun"),
    "front.ended": _("Saved front ended before its time"),
    "front.forgotten": _("Saved front deleted"),
}
NAMED = 10  # comments of one decision
WAYS = {
    "password": _("password"),
    "totp": _("app"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery code"),
}


def action_of(entry: Entry) -> str:
    """In the words of the newsroom; those of another version's deeds as they were written."""
    if entry.action in OWN:
        return str(OWN[entry.action])
    return str(registry.get_action_label(entry.action)) if registry.action_exists(entry.action) else entry.action


def choices() -> list[tuple[str, Any]]:
    """For a filter: everything that may be written."""
    return [*OWN.items(), *((action, label) for action, label in registry.get_choices() if label)]


def kind_of(entry: Entry) -> str:
    """What sort of thing it was done to."""
    try:
        return capfirst(apps.get_model(entry.subject)._meta.verbose_name)
    except (LookupError, ValueError):
        return entry.subject


def details_of(entry: Entry) -> str:
    """What else is known, as far as a person can read it."""
    data = json.loads(entry.data)
    told = [str(WAYS.get(way, way)) for way in data.get("ways", [])]
    if "kind" in data:
        told.append(str(WAYS.get(data["kind"], data["kind"])))
    for mark, deed in (("+", "added"), ("−", "removed"), ("−", "cleared")):
        if deed in data:
            names = data[deed] if isinstance(data[deed], list) else [data[deed]]
            told += [f"{mark} {name}" for name in names]
    if "after" in data and isinstance(data["after"], dict):
        told += [f"{word}: {value}" for word, value in data["after"].items() if data["before"].get(word) != value]
    if "embargo" in data:
        told.append(" → ".join(data["embargo"][name] for name in ("before", "after") if name in data["embargo"]))
    told += [str(reason) for reason in data.get("reasons", [])]
    told += _numbers(data.get("comments", []))
    if entry.action == "audit.pruned":
        told.append(str(data["count"]))
    return " · ".join(told)


def _numbers(comments: list[int]) -> list[str]:
    shown = [f"#{number}" for number in comments[:NAMED]]
    return [*shown, f"+ {len(comments) - NAMED}"] if len(comments) > NAMED else shown
