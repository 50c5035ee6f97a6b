"""How far the pages of some changes are, in one line: “17 pages, 0.4 s”."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from warraq.pagestore.index import Index
from warraq.pagestore.reports import LISTED, Report, count_pages, pages_of, reports_of
from warraq.pagestore.store import Store

from .durations import spoken
from .worker import seconds_away, unread


@dataclass(frozen=True)
class Progress:
    """`is_final` when looking again would show nothing else."""

    text: str
    is_final: bool


@dataclass(frozen=True)
class Totals:
    """Several changes taken together; a page that more than one of them hit counts once."""

    pages: int
    waiting: int
    failing: int
    removed: int
    seconds: float


def progress_of(store: Store, changes: list[int]) -> Progress:
    index = store.index
    reports = reports_of(index, changes)
    if unread(store, changes):
        return _away(store) or Progress(gettext("Refreshing…"), is_final=False)
    if not reports:
        return Progress(gettext("The pages are refreshed in the background."), is_final=True)
    totals = total(index, reports)
    if not totals.waiting:
        return Progress(finished(totals), is_final=True)
    if totals.failing >= totals.waiting:
        return Progress(_failing(totals), is_final=True)
    return _away(store) or Progress(_under_way(totals), is_final=False)


def total(index: Index, reports: list[Report]) -> Totals:
    seconds = max(report.finished_at or 0.0 for report in reports) - min(report.changed_at for report in reports)
    removed = sum(report.removed for report in reports)
    if len(reports) == 1:
        (only,) = reports
        return Totals(only.hit, only.waiting, only.failing, removed, max(0.0, seconds))
    changes = [report.change for report in reports]
    pages = max(count_pages(index, changes), *(report.hit for report in reports))
    if any(report.hit > LISTED for report in reports):
        waiting, failing = (max(getattr(report, name) for report in reports) for name in ("waiting", "failing"))
    else:
        rows = [page for page in pages_of(index, changes) if page.done_at is None]
        waiting, failing = len(rows), sum(page.failures > 0 for page in rows)
    return Totals(pages, waiting, failing, removed, max(0.0, seconds))


def finished(totals: Totals) -> str:
    """“17 pages, 0.4 s”"""
    parts = []
    if totals.pages:
        parts.append(ngettext("%(n)s page", "%(n)s pages", totals.pages) % {"n": totals.pages})
    if totals.removed:
        parts.append(ngettext("%(n)s page removed", "%(n)s pages removed", totals.removed) % {"n": totals.removed})
    if not parts:
        return gettext("No page shows it.")
    return pgettext("between names", ", ").join([*parts, spoken(totals.seconds)])


def _under_way(totals: Totals) -> str:
    return gettext("Refreshing… %(done)s of %(pages)s") % {
        "done": max(0, totals.pages - totals.waiting),
        "pages": totals.pages,
    }


def _failing(totals: Totals) -> str:
    return ngettext(
        "%(n)s page cannot be rendered, of %(pages)s.", "%(n)s pages cannot be rendered, of %(pages)s.", totals.failing
    ) % {"n": totals.failing, "pages": totals.pages}


def _away(store: Store) -> Progress | None:
    seconds = seconds_away(store)
    return None if seconds is None else Progress(away(seconds), is_final=False)


def away(seconds: float) -> str:
    return gettext("Pages wait: the background worker has not followed for %(time)s.") % {"time": spoken(seconds)}
