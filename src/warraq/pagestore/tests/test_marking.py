"""In which order stale pages are rendered, and what is taken out of readers' way meanwhile."""

from datetime import UTC, datetime

import pytest

from warraq.changes.positions import Entry
from warraq.pagestore import marking, reports
from warraq.pagestore.layout import file_of
from warraq.pagestore.store import Rendered, Store
from warraq.pagestore.upkeep import set_aside, take_work


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "store")
    for number in range(4):
        put(store, f"/news/{number}/", f"story:{number}", "image:1")
    return store


def put(store, path, *keys, kind="page"):
    store.put(Rendered(path, 200, kind, path.encode(), [], set(keys), keys[0]), lambda keys: False)


def change(store, number, key, kind="edited"):
    marking.apply(store, [Entry(number, kind, key, frozenset([key]), datetime.now(UTC))], {}, f"position {number}")


def queue(store):
    return [row.path for row in take_work(store, 10)]


def test_what_is_only_refined_waits_for_everything_else(store):
    change(store, 1, "image:1", "refined")
    assert len(queue(store)) == 4
    change(store, 2, "story:2")
    assert queue(store)[0] == "/news/2/"
    put(store, "/news/2/", "story:2", "image:1")
    assert sorted(queue(store)) == ["/news/0/", "/news/1/", "/news/3/"]


def test_a_refinement_puts_no_urgent_page_back(store):
    change(store, 1, "story:2")
    change(store, 2, "image:1", "refined")
    assert queue(store)[0] == "/news/2/"


def test_what_waits_for_a_refinement_stays_where_readers_find_it(store):
    change(store, 1, "image:1", "refined")
    assert set_aside(store) == 0
    assert file_of(store.pages, "/news/1/").exists()


def test_the_newsroom_is_told_nothing_of_refinements(store):
    change(store, 1, "image:1", "refined")
    assert reports.reports_of(store.index, [1]) == []
