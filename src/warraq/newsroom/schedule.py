"""Publishes and withdraws what is due, once however many workers run. One refused story never holds up the others."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from warraq.changes import clock, locks
from warraq.changes.outages import is_outage
from warraq.changes.pages import IncompletePage

from .refusals import note_refusal

logger = logging.getLogger("warraq.worker")
# A story scheduled for 18:00 says so, though the clock is looked at some moments later. After an outage it says when
# readers really had it.
PROMPT = timedelta(minutes=1)
_told: set[str] = set()


@dataclass
class Report:
    """What a run has done; `refused` pairs a page with the reasons."""

    published: list[Page] = field(default_factory=list)
    withdrawn: list[Page] = field(default_factory=list)
    refused: list[tuple[Page, list[str]]] = field(default_factory=list)


def publish_due() -> Report:
    """Withdraw what has expired, then publish every approved revision whose moment has come."""
    report, now = Report(), timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    for pk in list(expired.values_list("pk", flat=True)):
        _alone(f"page {pk}", lambda pk=pk: _withdraw(pk, now, report))
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    for pk in list(due.values_list("pk", flat=True)):
        _alone(f"revision {pk}", lambda pk=pk: _publish(pk, now, report))
    return report


def next_due(until: datetime, but: Collection[tuple[str, int]] = ()) -> tuple[datetime, str, int] | None:
    """The first moment up to `until` at which a page expires or a revision goes out; which of the two, its number."""
    expired = Page.objects.filter(live=True, expire_at__lte=until).exclude(pk__in=_numbers(but, "expires"))
    due = Revision.page_revisions.filter(approved_go_live_at__lte=until).exclude(pk__in=_numbers(but, "goes live"))
    found = [(at, "expires", pk) for at, pk in expired.order_by("expire_at", "pk").values_list("expire_at", "pk")[:1]]
    due = due.order_by("approved_go_live_at", "pk").values_list("approved_go_live_at", "pk")
    found += [(at, "goes live", pk) for at, pk in due[:1]]
    return min(found, default=None)


def _numbers(named: Collection[tuple[str, int]], what: str) -> list[int]:
    return [pk for kind, pk in named if kind == what]


def _alone(what: str, work: Callable[[], None]) -> None:
    """In a transaction that no other worker of the site shares; an error of one page is told and left to it."""
    try:
        with transaction.atomic():
            if locks.is_mine("publish due"):
                work()
    except Exception as error:
        if is_outage(error):
            raise
        if what not in _told:  # it is tried again every second
            logger.exception("%s is due and cannot be published or withdrawn", what)
        _told.add(what)


def do(what: str, pk: int, now: datetime, report: Report) -> None:
    """One thing that `next_due` has named, without a look at who else is at it."""
    (_withdraw if what == "expires" else _publish)(pk, now, report)


def _withdraw(pk: int, now: datetime, report: Report) -> None:
    # Asked again under the lock: another worker may have been here first.
    if page := Page.objects.filter(pk=pk, live=True, expire_at__lte=now).specific().first():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        report.withdrawn.append(page)


def _publish(pk: int, now: datetime, report: Report) -> None:
    revision = Revision.page_revisions.filter(pk=pk, approved_go_live_at__lte=now).first()
    if revision is None:
        return
    moment = revision.approved_go_live_at
    try:
        with clock.at(moment if now - moment < PROMPT else now):
            revision.publish(log_action="wagtail.publish.scheduled")
    except IncompletePage as error:
        report.refused.append((error.page, _take_off(revision, error)))
    else:
        report.published.append(revision.content_object)


def _take_off(revision: Revision, error: IncompletePage) -> list[str]:
    """Take a refused revision off the schedule, so that it is not tried for ever; the reasons."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    return note_refusal(error, revision.user)
