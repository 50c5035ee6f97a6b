"""Making links, finding and closing them; each is a deed in the page's history and in the audit trail."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from warraq.language.digits import ascii_digits
from warraq.stories.models import embargo_of

from .models import ReviewLink

MADE, CLOSED = "newsroom.review_link.make", "newsroom.review_link.close"
RIGHT = "newsroom.add_reviewlink"
PIN_DIGITS = 6


class UnderEmbargo(Exception):
    """The story is under embargo, and nobody has said that the link may show it all the same."""


@dataclass(frozen=True)
class Made:
    """A new link, with what is shown once and kept nowhere."""

    link: ReviewLink
    address: str
    pin: str


def may_make(page: Any, user: Any) -> bool:
    return user.has_perm(RIGHT) and page.permissions_for_user(user).can_edit()


@transaction.atomic
def make(
    page: Any,
    user: Any,
    person: str,
    expires_at: datetime,
    *,
    keeps_version: bool = False,
    with_pin: bool = False,
    opens_under_embargo: bool = False,
) -> Made:
    """Raises PermissionDenied or UnderEmbargo."""
    if not may_make(page, user):
        raise PermissionDenied
    if embargo_of(page) and not opens_under_embargo:
        raise UnderEmbargo
    token = secrets.token_urlsafe(32)
    pin = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS)) if with_pin else ""
    link = ReviewLink.objects.create(
        page_id=page.pk,
        revision=page.get_latest_revision() if keeps_version else None,
        person=person,
        token_hash=hash_of(token),
        pin_hash=make_password(pin) if pin else "",
        opens_under_embargo=opens_under_embargo,
        created_by=user,
        expires_at=expires_at,
    )
    data = {"person": person, "expires": expires_at.isoformat(), "under_embargo": bool(embargo_of(page))}
    log(instance=page, action=MADE, user=user, data=data)
    return Made(link, reverse("review", args=[token]), pin)


@transaction.atomic
def close(link: ReviewLink, user: Any) -> None:
    """From now on the link opens nothing; doing it twice changes nothing."""
    page = link.page.specific
    if not may_make(page, user):
        raise PermissionDenied
    if ReviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        log(instance=page, action=CLOSED, user=user, data={"person": link.person})


def link_of(token: str) -> ReviewLink | None:
    return ReviewLink.objects.select_related("page", "revision").filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def is_pin(link: ReviewLink, typed: str) -> bool:
    """In whichever digits; a wrong one is counted, and the tenth closes the link."""
    if check_password(ascii_digits(typed).strip(), link.pin_hash):
        return True
    link.count_wrong_pin()
    return False
