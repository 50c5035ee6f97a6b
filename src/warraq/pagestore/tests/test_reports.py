"""What the newsroom is told: which pages a change has hit, and when the last of them was there anew."""

from datetime import UTC, datetime

import pytest

from warraq.changes.positions import Entry
from warraq.pagestore import marking, reports
from warraq.pagestore.store import Rendered, Store


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


def put(store, path, *keys, kind="page", subject=""):
    store.put(Rendered(path, 200, kind, path.encode(), [], set(keys), subject), lambda keys: False)


def change(store, number, *keys, kind="edited", wanted=()):
    """The store learns of a change to the first key."""
    entry = Entry(number, kind, keys[0], frozenset(keys), datetime.now(UTC))
    marking.apply(store, [entry], {keys[0]: list(wanted)}, f"position {number}")
    return only(store, number)


def only(store, number):
    (report,) = reports.reports_of(store.index, [number])
    return report


def paths(store, *numbers):
    return [(page.path, page.done_at is not None) for page in reports.pages_of(store.index, list(numbers))]


def test_a_change_is_finished_with_its_last_page(store):
    put(store, "/news/1/", "story:1", subject="story:1")
    put(store, "/", "story:1", "story:2", kind="front")
    report = change(store, 7, "story:1")
    assert (report.hit, report.waiting, report.seconds) == (2, 2, None)
    put(store, "/news/1/", "story:1", subject="story:1")
    assert (only(store, 7).waiting, only(store, 7).finished_at) == (1, None)
    put(store, "/", "story:1", kind="front")
    report = only(store, 7)
    assert report.waiting == 0
    assert 0 <= report.seconds < 60


def test_the_pages_stay_listed_once_they_are_done(store):
    put(store, "/news/1/", "story:1")
    put(store, "/", "story:1", kind="front")
    change(store, 7, "story:1")
    put(store, "/", "story:1", kind="front")
    assert paths(store, 7) == [("/news/1/", False), ("/", True)]
    put(store, "/news/1/", "story:1")
    assert paths(store, 7) == [("/", True), ("/news/1/", True)]


def test_a_page_waits_for_every_change_that_hit_it_and_is_counted_once(store):
    put(store, "/", "story:1", "story:2", kind="front")
    change(store, 7, "story:1")
    change(store, 8, "story:2")
    assert reports.count_pages(store.index, [7, 8]) == 1
    assert paths(store, 7, 8) == [("/", False)]
    put(store, "/", "story:1", "story:2", kind="front")
    assert [only(store, number).waiting for number in (7, 8)] == [0, 0]
    assert paths(store, 7, 8) == [("/", True)]


def test_a_change_handed_over_twice_is_finished_all_the_same(store):
    put(store, "/a/", "story:1")
    put(store, "/b/", "story:1")
    change(store, 7, "story:1")
    put(store, "/b/", "story:2")
    put(store, "/a/", "story:1")
    assert only(store, 7).finished_at is not None
    report = change(store, 7, "story:1")
    assert (report.hit, report.waiting, report.finished_at) == (1, 1, None)
    put(store, "/a/", "story:1")
    assert only(store, 7).finished_at is not None


def test_an_address_that_is_new_is_waited_for(store):
    assert change(store, 7, "story:1", kind="published", wanted=["/news/1/"]).waiting == 1
    put(store, "/news/1/", "story:1", subject="story:1")
    assert only(store, 7).finished_at is not None


def test_what_goes_away_is_counted_and_not_waited_for(store):
    put(store, "/news/1/", "story:1", subject="story:1")
    put(store, "/", "story:1", kind="front")
    report = change(store, 7, "story:1", kind="unpublished")
    assert (report.hit, report.removed) == (1, 1)
    store.drop("/")
    assert only(store, 7).finished_at is not None
    assert paths(store, 7) == []


def test_a_change_nobody_shows_is_finished_at_once(store):
    report = change(store, 7, "story:1")
    assert (report.hit, report.waiting, report.finished_at) == (0, 0, report.began_at)


@pytest.fixture
def few_listed(monkeypatch):
    monkeypatch.setattr(reports, "LISTED", 3)
    monkeypatch.setattr(marking, "LISTED", 3)


def test_of_a_coarse_change_the_first_pages_are_listed_and_all_are_waited_for(store, few_listed):
    put(store, "/", "site:all", kind="front")
    rest = [f"/news/{number}/" for number in range(6)]
    for path in rest:
        put(store, path, "site:all")
    marking.want(store, ["/never/rendered/"])
    report = change(store, 7, "site:all")
    assert (report.hit, report.waiting) == (7, 7)
    assert paths(store, 7)[0] == ("/", False)
    assert len(paths(store, 7)) == 3
    for number, path in enumerate(["/", *rest]):
        assert only(store, 7).finished_at is None
        assert only(store, 7).waiting == 7 - number
        put(store, path, "site:all")
    assert only(store, 7).finished_at is not None


def test_a_coarse_change_does_not_wait_for_what_became_old_after_it(store, few_listed):
    rest = [f"/news/{number}/" for number in range(4)]
    for path in rest:
        put(store, path, "site:all")
    put(store, "/other/", "story:9")
    change(store, 7, "site:all")
    change(store, 8, "story:9")
    for path in rest:
        put(store, path, "site:all")
    assert only(store, 7).finished_at is not None
    assert only(store, 8).finished_at is None


def test_only_the_newest_changes_are_kept(store, monkeypatch):
    monkeypatch.setattr(marking, "KEPT", 5)
    put(store, "/", "story:1")
    for number in range(1, 10):
        change(store, number, "story:1")
    assert [report.change for report in reports.newest_reports(store.index, 100)] == [9, 8, 7, 6, 5, 4]
    assert store.index.select("SELECT min(change) FROM report_page") == [(4,)]


def test_a_page_that_cannot_be_rendered_is_told_of(store):
    from warraq.pagestore.upkeep import note_failure

    put(store, "/", "story:1")
    change(store, 7, "story:1")
    note_failure(store, "/", "Traceback\nValueError: no")
    assert (only(store, 7).waiting, only(store, 7).failing) == (1, 1)
    assert [row.path for row in reports.failing_pages(store.index, 10)] == ["/"]
    assert reports.counts(store.index) == reports.Counts(pages=1, waiting=1, failing=1)


def test_the_place_in_the_queue_is_that_of_the_work(store):
    from warraq.pagestore.upkeep import take_work

    put(store, "/a/", "story:1")
    put(store, "/", "story:1", kind="front")
    put(store, "/fresh/", "story:2")
    change(store, 7, "story:1")
    order = [row.path for row in take_work(store, 10)]
    assert order == ["/", "/a/"]
    assert [reports.place_in_queue(store.index, store.index.page(path)) for path in order] == [1, 2]
    assert reports.place_in_queue(store.index, store.index.page("/fresh/")) is None


def test_the_pages_that_show_a_key_are_counted_and_named(store):
    put(store, "/news/1/", "story:1", subject="story:1")
    put(store, "/", "story:1", kind="front")
    put(store, "/other/", "story:2")
    count, newest = reports.showing(store.index, "story:1")
    assert count == 2
    assert newest == store.index.page("/").rendered_at
    assert [row.path for row in reports.pages_showing(store.index, "story:1", 10)] == ["/news/1/", "/"]
    assert reports.showing(store.index, "story:404") == (0, None)
