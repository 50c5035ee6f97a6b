"""Puts pages under embargo and takes them out: a page that is approved waits, and goes live when its embargo lifts."""

from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from .models import Embargo, NumberedPage

SET, EXTENDED, SHORTENED, LIFTED = (f"warraq.embargo.{deed}" for deed in ("set", "extended", "shortened", "lifted"))


@transaction.atomic
def put_under(page: NumberedPage, until: datetime, reason: str, by: Any = None) -> Embargo:
    """Let nothing of the page leave the newsroom before `until`; refused of a page that readers can open."""
    now, page = timezone.now(), held(page)
    if page.live:
        raise ValidationError(_("This page is live. Take it offline first: readers may have read it already."))
    if until <= now:
        raise ValidationError(_("This moment has passed."))
    row = Embargo.objects.filter(page=page.pk).first() or Embargo(page_id=page.pk)
    before = row.until if row.pk and row.until > now else None
    row.until, row.reason, row.by = until, reason, by
    row.save()
    _reschedule(page, until)
    if before is None:
        _note(page, SET, by, after=until, reasons=[reason])
    else:
        _note(page, EXTENDED if until >= before else SHORTENED, by, before=before, after=until, reasons=[reason])
    return row


def put_under_when_stored(page: NumberedPage, until: datetime, reason: str, by: Any = None) -> None:
    """Put a page under embargo in the transaction that stores it next: whatever publishes it finds the row."""
    page.embargo_to_come = (until, reason, by)


def store_with(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page was saved: what it came with is written."""
    if isinstance(instance, NumberedPage) and (coming := instance.__dict__.pop("embargo_to_come", None)):
        put_under(instance, *coming)


@transaction.atomic
def lift(page: NumberedPage, by: Any = None) -> bool:
    """End the embargo now: a page that is approved goes live at the clock's next tick. False where there is none."""
    page, now = held(page), timezone.now()
    row = Embargo.objects.in_force(now).filter(page=page.pk).first()
    if row is None:
        return False
    before, row.until = row.until, now
    row.save()
    _reschedule(page, None)
    _note(page, LIFTED, by, before=before, after=now, reasons=[row.reason])
    return True


@transaction.atomic
def carry_over(source: Page, copy: Page) -> None:
    """Of a page under embargo every copy is, too: its text is the same."""
    row = Embargo.objects.in_force().filter(page=source.pk).first()
    if row and isinstance(copy, NumberedPage):
        put_under(copy, row.until, row.reason, row.by)


def follow_copies() -> None:
    """Wagtail says of no copy what it was made of; doing it twice changes nothing."""
    if getattr(CopyPageAction._copy_page, "carries_over", False):
        return
    copy_page, convert = CopyPageAction._copy_page, ConvertAliasPageAction._convert_alias

    @wraps(copy_page)
    def copied(self: Any, page: Page, *args: Any, **kwargs: Any) -> Page:
        copy = copy_page(self, page, *args, **kwargs)
        carry_over(page, copy)
        return copy

    @wraps(convert)
    def converted(self: Any, page: Page, *args: Any, **kwargs: Any) -> Page:
        source = page.alias_of
        own = convert(self, page, *args, **kwargs)
        carry_over(source, own.specific)
        return own

    copied.carries_over = True
    CopyPageAction._copy_page, ConvertAliasPageAction._convert_alias = copied, converted


def waiting_revision(page: Page) -> Any:
    """The approved revision that goes out by itself; None of a page that is only a draft."""
    return page.revisions.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at").first()


def held(page: NumberedPage) -> NumberedPage:
    """The page as it is stored, held until the end of the transaction: publishing it waits, as this waits for that."""
    return type(page)._base_manager.select_for_update(no_key=True).get(pk=page.pk)


def _reschedule(page: NumberedPage, until: datetime | None) -> None:
    """Let the approved revision wait for its own moment and for the embargo, whichever is later."""
    revision = waiting_revision(page)
    if revision is None:
        return
    written = revision.content.get("go_live_at")
    moments = [moment for moment in (parse_datetime(written) if written else None, until) if moment]
    revision.approved_go_live_at = max(moments, default=timezone.now())
    revision.save(update_fields=["approved_go_live_at"])
    Page.objects.filter(pk=page.pk).update(go_live_at=revision.approved_go_live_at)


def _note(page: NumberedPage, deed: str, by: Any, **data: Any) -> None:
    moments = {name: data.pop(name).isoformat() for name in ("before", "after") if name in data}
    log(instance=page, action=deed, user=by, data=data | {"embargo": moments})
