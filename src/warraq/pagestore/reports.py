"""What the newsroom is told about pages: what a change has hit, how far its refresh is, what cannot be rendered.

A change that hits more pages than are listed is finished when its listed ones are and nothing that was old by then
is old any more: not one page too early, perhaps a moment late. Knows no framework.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .index import WANTED, Index, PageRow, marks

KEPT = 1_000  # changes told of
LISTED = 500  # pages of one change told one by one
_WAITS = "EXISTS (SELECT 1 FROM report_page WHERE report_page.change = report.change AND done_at IS NULL)"
# Addresses that never had a page wait for the background, not for this change; a failing page has a list of its own.
_OLD = f"stale_since <= report.began_at AND status != {WANTED} AND failures = 0"


@dataclass(frozen=True)
class Report:
    """One change: how many pages it hit, how many of them still wait, how many of those cannot be rendered."""

    change: int
    subject: str
    kind: str
    changed_at: float
    began_at: float
    hit: int
    removed: int
    finished_at: float | None
    waiting: int
    failing: int

    @property
    def seconds(self) -> float | None:
        """From the change to its last page; None while one waits. Clocks of two machines may differ a little."""
        return None if self.finished_at is None else max(0.0, self.finished_at - self.changed_at)


@dataclass(frozen=True)
class ReportedPage:
    """A page a change has hit; `done_at` is None while it waits."""

    path: str
    kind: str
    done_at: float | None
    seconds: float | None
    failures: int
    error: str


@dataclass(frozen=True)
class Counts:
    """How many pages there are, are old or not rendered yet, cannot be rendered."""

    pages: int
    waiting: int
    failing: int


# --- kept up by the store ------------------------------------------------------------------------------------------


def finish_reports(index: Index, page: int, now: float) -> None:
    """One page fewer that the newsroom waits for."""
    connection = index.connection
    waiting = "FROM report_page WHERE page = ? AND done_at IS NULL"
    changes = connection.execute(f"SELECT change {waiting}", (page,)).fetchall()
    connection.execute("UPDATE report_page SET done_at = ? WHERE page = ? AND done_at IS NULL", (now, page))
    connection.executemany(
        f"UPDATE report SET finished_at = ? WHERE change = ? AND finished_at IS NULL AND hit <= ? AND NOT {_WAITS}",
        [(now, change, LISTED) for (change,) in changes],
    )
    connection.execute(
        f"UPDATE report SET finished_at = ? WHERE finished_at IS NULL AND hit > ? AND NOT {_WAITS} "
        f"AND NOT EXISTS (SELECT 1 FROM page WHERE {_OLD})",
        (now, LISTED),
    )


# --- asked by the newsroom -----------------------------------------------------------------------------------------


def count_reports(index: Index) -> int:
    return index.select("SELECT count(*) FROM report")[0][0]


def newest_reports(index: Index, count: int, skip: int = 0) -> list[Report]:
    return _reports(index, "1 ORDER BY change DESC LIMIT ? OFFSET ?", count, skip)


def reports_of(index: Index, changes: Sequence[int]) -> list[Report]:
    """Those that are known, in the order of the changes."""
    return _reports(index, f"change IN ({marks(changes)}) ORDER BY change", *changes)


def _reports(index: Index, where: str, *values: object) -> list[Report]:
    columns = "change, subject, kind, changed_at, began_at, hit, removed, finished_at"
    listed = "SELECT count(*) FROM report_page JOIN page ON id = page WHERE change = report.change AND done_at IS NULL"
    old = f"SELECT min(report.hit, count(*)) FROM page WHERE {_OLD}"
    waiting = f"CASE WHEN finished_at IS NOT NULL THEN 0 WHEN hit > {LISTED} THEN ({old}) ELSE ({listed}) END"
    rows = index.select(
        f"SELECT {columns}, {waiting}, ({listed} AND failures > 0) FROM report WHERE {where}",
        *values,
    )
    return [Report(*row) for row in rows]


def count_pages(index: Index, changes: Sequence[int]) -> int:
    """How many different pages these changes have listed."""
    listed = f"SELECT count(DISTINCT page) FROM report_page WHERE change IN ({marks(changes)})"
    return index.select(listed, *changes)[0][0]


def pages_of(index: Index, changes: Sequence[int]) -> list[ReportedPage]:
    """The listed pages of these changes, each once: those that wait first, then in the order they were done."""
    rows = index.select(
        "SELECT path, kind, CASE WHEN count(*) = count(done_at) THEN max(done_at) END AS done, "
        "seconds, failures, error "
        f"FROM report_page JOIN page ON id = page WHERE change IN ({marks(changes)}) GROUP BY id "
        "ORDER BY done IS NOT NULL, done, rank, path LIMIT ?",
        *changes,
        LISTED,
    )
    return [ReportedPage(*row) for row in rows]


def failing_pages(index: Index, count: int) -> list[PageRow]:
    """Pages that cannot be rendered, the longest failing first."""
    return index.pages("stale_since IS NOT NULL AND failures > 0 ORDER BY stale_since LIMIT ?", count)


def counts(index: Index) -> Counts:
    where = "FROM page WHERE stale_since IS NOT NULL"
    statement = f"SELECT (SELECT count(*) FROM page), (SELECT count(*) {where}), (SELECT count(*) {where} AND failures)"
    return Counts(*index.select(statement)[0])


def place_in_queue(index: Index, row: PageRow) -> int | None:
    """1 for the page that is rendered next; None for one that does not wait."""
    if row.stale_since is None:
        return None
    before = "(rank < ? OR rank = ? AND stale_since < ?)"
    statement = f"SELECT count(*) FROM page WHERE stale_since IS NOT NULL AND {before}"
    return index.select(statement, row.rank, row.rank, row.stale_since)[0][0] + 1


def showing(index: Index, key: str) -> tuple[int, float | None]:
    """How many pages show this key, and when the newest of them was rendered."""
    shown = "FROM page_key JOIN key ON key.id = page_key.key JOIN page ON page.id = page_key.page WHERE key.name = ?"
    return index.select(f"SELECT count(*), max(rendered_at) {shown}", key)[0]


def pages_showing(index: Index, key: str, count: int) -> list[PageRow]:
    """Some of the pages that show this key: those about it first, then fronts and lists."""
    pages = "SELECT page FROM page_key JOIN key ON key.id = page_key.key WHERE key.name = ?"
    order = "ORDER BY subject != ?, kind = 'page', path LIMIT ?"
    return index.pages(f"id IN ({pages}) {order}", key, key, count)
