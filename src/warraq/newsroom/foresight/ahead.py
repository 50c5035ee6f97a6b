"""The site as it will be: everything that is due is really done, pages are rendered, and all of it is taken back.

Nothing is imitated. Within one transaction that never commits, the clock goes from one due moment to the next, the
schedule publishes and withdraws by its own road, and what is asked for is rendered as the page store renders it. What
others see is the database before; on SQLite whoever wants to write waits that long, so that there is a limit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Page, Revision

from warraq.changes import clock
from warraq.pagestore.rendering import render
from warraq.pagestore.store import Rendered

from .. import schedule

MOST = 60  # publications and withdrawals that are gone through


@dataclass
class Event:
    """Something that happens to a page by itself."""

    at: datetime
    what: str
    pk: int
    title: str
    reasons: list[str] = field(default_factory=list)


@dataclass
class Foreseen:
    events: list[Event] = field(default_factory=list)
    is_whole: bool = True


@contextmanager
def foreseen(moment: datetime) -> Iterator[Foreseen]:
    """Inside the block it is `moment`, in the database and by the clock; afterwards nothing has happened."""
    with transaction.atomic():
        try:
            found = _go_on_until(moment)
            with clock.at(moment):
                yield found
        finally:
            transaction.set_rollback(True)


def page_at(path: str, moment: datetime) -> tuple[Rendered, Foreseen]:
    """What readers will get at an address, byte for byte, whoever asks and in whatever language they work."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None), foreseen(moment) as found:
        return render(path), found


def _go_on_until(moment: datetime) -> Foreseen:
    found, now, broken = Foreseen(), timezone.now(), []
    while due := schedule.next_due(moment, broken):
        if len(found.events) == MOST:
            found.is_whole = False
            break
        at, what, pk = due
        event = _event_of(at, what, pk)
        found.events.append(event)
        try:
            with clock.at(max(at, now)):
                event.reasons = _do(what, pk, max(at, now))
        except Exception as error:
            # The worker leaves an error to its page and tries it again, too.
            event.reasons = [type(error).__name__]
            broken.append((what, pk))
    return found


@transaction.atomic
def _do(what: str, pk: int, now: datetime) -> list[str]:
    """The reasons for which it was refused."""
    report = schedule.Report()
    schedule.do(what, pk, now, report)
    return [reason for _page, reasons in report.refused for reason in reasons]


def _event_of(at: datetime, what: str, pk: int) -> Event:
    number = pk if what == "expires" else Revision.objects.values_list("object_id", flat=True).get(pk=pk)
    page = Page.objects.get(pk=number)
    return Event(at, what, page.pk, page.get_admin_display_title())
