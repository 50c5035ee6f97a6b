"""Rows of the tables in which the newsroom sees changes and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from warraq.pagestore.index import GONE, MOVED, OK, Index, PageRow
from warraq.pagestore.reports import Report, ReportedPage

from .durations import spoken
from .names import KINDS, Name, names_of
from .progress import finished, total

STATUSES = {OK: _("a page"), MOVED: _("sends on to another address"), GONE: _("gone for good")}


@dataclass(frozen=True)
class ChangeRow:
    """What was changed, when, and how far its pages are."""

    numbers: list[int]
    at: datetime | None
    kind: str
    name: Name
    text: str


@dataclass(frozen=True)
class PageLine:
    """A page in a list; `after` says how long after the change its new copy was there."""

    path: str
    url: str
    look_up_url: str
    is_old: bool
    after: str = ""
    error: str = ""
    failures: int = 0
    rendered_at: datetime | None = None


def change_rows(index: Index, reports: Iterable[Report], user: Any) -> list[ChangeRow]:
    reports = list(reports)
    names = names_of({report.subject for report in reports}, user)
    return [
        ChangeRow(
            [report.change],
            moment(report.changed_at),
            str(KINDS.get(report.kind, report.kind)),
            names[report.subject],
            _how_far(index, report),
        )
        for report in reports
    ]


def _how_far(index: Index, report: Report) -> str:
    if not report.waiting:
        return finished(total(index, [report]))
    words = gettext("%(waiting)s of %(pages)s wait") % {"waiting": report.waiting, "pages": report.hit}
    if not report.failing:
        return words
    return gettext("%(waiting)s of %(pages)s wait, %(failing)s of them fail") % {
        "waiting": report.waiting,
        "pages": report.hit,
        "failing": report.failing,
    }


def page_row(page: PageRow | ReportedPage, since: float | None = None) -> PageLine:
    if isinstance(page, ReportedPage):
        is_old, rendered_at = page.done_at is None, None
    else:
        is_old, rendered_at = page.stale_since is not None, moment(page.rendered_at)
    done_at = getattr(page, "done_at", None)
    return PageLine(
        path=page.path,
        url=quote(page.path),
        look_up_url=f"{reverse('refreshes:address')}?{urlencode({'address': quote(page.path)})}",
        is_old=is_old,
        after=spoken(max(0.0, done_at - since)) if done_at and since else "",
        error=last_line(page.error) if page.failures else "",
        failures=page.failures,
        rendered_at=rendered_at,
    )


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def last_line(error: str) -> str:
    """What went wrong, without the way there."""
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    return lines[-1] if lines else ""
