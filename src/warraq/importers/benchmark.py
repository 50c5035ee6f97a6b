"""Measures cold renders as the page store makes them: a fresh request each time, nothing kept between them."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from django.db import connection

from warraq.editions.models import Edition
from warraq.pagestore.rendering import render
from warraq.stories.models import StoryKeyword, StoryPage

ROUNDS = 30
# CPU milliseconds of a cold render and queries, as design §11 asks; None where it asks for no number.
TARGETS: dict[str, tuple[float | None, int | None]] = {"home": (12, 12), "story": (6, 8)}


@dataclass(frozen=True)
class Measured:
    """One page: median CPU milliseconds, queries and bytes."""

    page: str
    cpu_ms: float
    queries: int
    size: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def addresses() -> dict[str, str]:
    """An address of each kind, in the middle of what the site holds."""
    edition = next(edition for edition in Edition.objects.all() if edition.is_default)
    listed = StoryPage.objects.filter(edition=edition).listed().select_related("section", "edition")
    story = listed.order_by("listed_at", "pk")[listed.count() // 2]
    found = {"home": edition.url, "section": story.section.url, "story": story.url}
    found["archive"] = story.section.archive_address(edition.day_of(story.listed_at))
    tag = StoryKeyword.objects.filter(story=story).select_related("keyword").first()
    return found | ({"keyword": tag.keyword.url} if tag else {})


def measure_pages(rounds: int = ROUNDS) -> list[Measured]:
    return [measure(page, address, rounds) for page, address in addresses().items()]


def measure(page: str, address: str, rounds: int = ROUNDS) -> Measured:
    """The medians of a page; a first render, which compiles templates, is left out."""
    status = render(address).status
    if status != 200:
        raise RuntimeError(f"{address} answers {status}: nothing to measure")
    times, queries, size = [], [], 0
    for _ in range(rounds):
        with counting() as count:
            started = time.process_time()
            size = len(render(address).body)
            times.append((time.process_time() - started) * 1000)
        queries.append(count.queries)
    return Measured(page, round(median(times), 1), int(median(queries)), size)


class counting:
    """Counts the statements of a block, SQLite's settings of a new connection left out."""

    def __init__(self) -> None:
        self.queries = 0

    def __enter__(self) -> "counting":
        self._wrapper = connection.execute_wrapper(self._count)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._wrapper.__exit__(*error)

    def _count(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def table_of(columns: dict[str, list[Measured]]) -> list[str]:
    """Lines that put the same pages of several sites side by side, with the targets."""
    heading = "".join(f"{name:>24}" for name in columns)
    said = [f"{'page':<10}{heading}{'target':>22}"]
    for number, first in enumerate(next(iter(columns.values()), [])):
        cells = "".join(f"{_cell(column[number]):>24}" for column in columns.values() if number < len(column))
        said.append(f"{first.page:<10}{cells}{_target(first.page):>22}")
    return said


def _cell(measured: Measured) -> str:
    return f"{measured.cpu_ms:.1f} ms, {measured.queries} queries"


def _target(page: str) -> str:
    milliseconds, queries = TARGETS.get(page, (None, None))
    return f"≤ {milliseconds:g} ms, ≤ {queries} queries" if milliseconds else "flat (≤ 1.3 ×)"
