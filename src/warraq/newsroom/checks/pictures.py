"""Pictures of a story: who made them, and until when they may be shown."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ..stamps import day_stamp
from .findings import Finding

SOON = timedelta(days=14)


def _pictures(page: Any) -> Iterator[tuple[str, str, Any]]:
    """(field, block, picture)"""
    if page.lead_picture:
        yield "lead_picture", "", page.lead_picture
    for block in page.body:
        if block.block_type == "picture" and block.value.get("image"):
            yield "body", block.id or "", block.value["image"]


def credit(page: Any) -> Iterator[Finding]:
    for field, block, picture in _pictures(page):
        if not picture.credit.strip():
            yield Finding(
                field,
                _("The picture “%(title)s” names nobody who made it.") % {"title": picture},
                block,
                str(picture.pk),
            )


def rights(page: Any) -> Iterator[Finding]:
    """Also rights that end before a story that is scheduled goes out."""
    start = max(timezone.now(), page.go_live_at or timezone.now())
    for field, block, picture in _pictures(page):
        end = picture.rights_end
        if end is None or end > start + SOON:
            continue
        facts = {"title": picture, "day": day_stamp(end)}
        words = _("The picture “%(title)s” may be shown until %(day)s only.")
        if end <= start:
            words = _("The right to show the picture “%(title)s” has ended by then (%(day)s): readers will not see it.")
        yield Finding(field, words % facts, block, f"{picture.pk} {end:%Y-%m-%d}")
