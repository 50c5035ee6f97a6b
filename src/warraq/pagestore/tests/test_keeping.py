"""Stored pages are what a fresh render would be, whatever happens and in whatever order."""

import gc
import os
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from warraq import testing
from warraq.changes import log
from warraq.changes.pages import IncompletePage
from warraq.dossiers.models import Filing
from warraq.pagestore import held, keeping
from warraq.pagestore.consumer import PageStoreConsumer
from warraq.pagestore.index import Index, IndexCorrupt
from warraq.pagestore.keeping import keep
from warraq.pagestore.layout import file_of
from warraq.pagestore.refreshing import Refresher
from warraq.pagestore.store import Outcome, Rendered
from warraq.pagestore.upkeep import check_files
from warraq.pagestore.verifying import verify
from warraq.stories.models import StoryKeyword, StoryPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    section = testing.make_section()
    return testing.make_story(section, title="عنوان أول", keywords=[testing.make_keyword()])


def retitle(story, title):
    page = StoryPage.objects.get(pk=story.pk)
    page.title = title
    page.save_revision().publish()


def assert_right(store):
    verdict = verify(store)
    assert verdict.differing == []
    assert verdict.pages > 0


def test_every_page_of_the_site_is_rendered_ahead_of_need(store, settle, story):
    settle()
    for path in ("/", "/en/", story.url, story.section.url, "/feeds/home.rss", "/sitemap.xml", "/robots.txt"):
        assert store.copy(path).is_fresh, path
    assert_right(store)


def test_an_edit_reaches_every_page_that_shows_it(store, settle, story):
    settle()
    retitle(story, "عنوان ثان")
    settle()
    for path in ("/", story.section.url, "/feeds/home.json"):
        assert "عنوان ثان" in store.copy(path).body.decode(), path
    assert_right(store)


def test_a_change_while_a_page_renders_is_not_lost(store, settle, story, monkeypatch):
    settle()
    renders = []

    def slow(path):
        page = real(path)
        if not renders:
            retitle(story, "عنوان ثالث")
        renders.append(path)
        return page

    real = keeping.render
    monkeypatch.setattr(keeping, "render", slow)
    kept = keep(store, "/")
    assert kept.is_stored
    assert len(renders) == 2
    assert "عنوان ثالث" in store.copy("/").body.decode()


def test_a_page_that_changes_faster_than_it_is_rendered_waits_and_is_no_failure(
    store, settle, follow, story, monkeypatch
):
    settle()
    real, count = keeping.render, iter(range(100))

    def slow(path):
        page = real(path)
        retitle(story, f"النهر يعود بعد {next(count)} عامًا")
        return page

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "render", slow)
        retitle(story, "عنوان متغيّر")
        follow()
        Refresher(store).step(1)
    row = store.index.page("/")
    assert (row.is_fresh, row.failures, row.error) == (False, 0, "")
    settle()
    assert store.index.page("/").is_fresh
    assert_right(store)


def test_a_render_begun_before_the_log_was_read_cannot_call_its_page_fresh(store, settle, follow, story):
    settle()
    page = keeping.render("/")
    retitle(story, "عنوان رابع")
    follow()
    assert store.put(page, lambda keys: not keys.isdisjoint(log.keys_since(log.start()))) is Outcome.OUTDATED
    assert not store.index.page("/").is_fresh


def test_what_is_unpublished_is_gone_before_anything_is_rendered(store, settle, follow, story):
    client = Client()
    assert client.get(f"/s/{story.pk}").status_code == 301
    keep(store, f"/s/{story.pk}")
    settle()
    StoryPage.objects.get(pk=story.pk).unpublish()
    follow()
    assert not file_of(store.pages, story.url).exists()
    assert store.index.page(story.url) is None
    assert store.index.page(f"/s/{story.pk}") is None
    settle()
    assert not any("عنوان أول".encode() in body for body in bodies(store))
    assert_right(store)


def bodies(store):
    return [store.copy(path).body for (path,) in store.index.select("SELECT path FROM page WHERE status = 200")]


def test_an_address_that_was_stored_leads_to_the_new_one(store, settle, story):
    settle()
    before = story.url
    page = StoryPage.objects.get(pk=story.pk)
    page.address_slug = "عنوان-آخر"
    page.save_revision().publish()
    settle()
    assert store.copy(before).row.status == 301
    assert dict(store.copy(before).row.headers)["Location"]
    assert not file_of(store.pages, before).exists()
    assert_right(store)


def test_wrong_addresses_of_a_page_are_not_stored_one_by_one(store, settle, story):
    settle()
    for number in range(5):
        kept = keep(store, f"/{story.section.slug}/{story.pk}/made-up-{number}/")
        assert kept.page.status == 301
        assert not kept.is_stored


@pytest.mark.slow
def test_after_a_storm_of_edits_no_page_differs(store, settle):
    dice = random.Random(7)
    sections = [testing.make_section(slug=f"part{number}", title=f"باب {number}") for number in range(3)]
    keywords = [testing.make_keyword(name=f"موضوع {number}") for number in range(4)]
    testing.make_keyword(name="لا قصة فيه")
    dossier, picture = testing.make_dossier(), testing.make_image()
    stories = [
        testing.make_story(dice.choice(sections), title=f"قصة {number}", keywords=dice.sample(keywords, 2))
        for number in range(12)
    ]
    for story in stories[:8]:
        _date(dice, StoryPage.objects.get(pk=story.pk))
    settle()
    for number in range(70):
        with suppress(IncompletePage):
            _random_edit(dice, number, stories, sections, keywords, dossier, picture)
        if dice.random() < 0.3:
            settle()
    settle()
    assert_right(store)


def _date(dice, page):
    """Let a page have come out in one of a few months, some of them years apart."""
    year, month = dice.choice([(2019, 3), (2023, 12), (2024, 1), (2024, 2), (2024, 6)])
    page.published_at = datetime(year, month, dice.choice([1, 15, 28]), dice.choice([0, 12, 23]), tzinfo=UTC)
    page.save()


def _random_edit(dice, number, stories, sections, keywords, dossier, picture):
    if dice.random() < 0.25:
        _edit_beside(dice, number, stories, sections, keywords, picture)
        return
    story = StoryPage.objects.filter(pk=dice.choice(stories).pk).first()
    if story:
        _edit_story(dice, number, story, stories, sections, keywords, dossier, picture)


def _edit_beside(dice, number, stories, sections, keywords, picture):
    """Something happens that is no edit of a story."""
    choice = dice.randrange(6)
    if choice == 0:
        stories.append(testing.make_story(dice.choice(sections), title=f"جديدة {number}", keywords=[keywords[0]]))
    elif choice == 1:
        keywords[1].name = f"موضوع معدل {number}"
        keywords[1].save()
    elif choice == 2:
        section = type(sections[0]).objects.get(pk=dice.choice(sections).pk)
        section.title = f"باب معدل {number}"
        section.slug = f"part-{number}"
        section.save_revision().publish()
    elif choice == 3:
        edition = type(sections[0].edition).objects.get(pk=sections[0].edition_id)
        edition.tagline = f"شعار {number}"
        edition.time_zone = dice.choice(["UTC", "Asia/Beirut", "America/New_York"])
        edition.save()
    elif choice == 4:
        album = testing.make_album(f"صور {number}", images=[picture])
        _date(dice, album)
    else:
        testing.make_standard_page(f"صفحة {number}", slug=f"page-{number}")


def _edit_story(dice, number, story, stories, sections, keywords, dossier, picture):
    choice = dice.randrange(11)
    if choice == 0:
        story.unpublish()
    elif choice == 1:
        story.move(type(sections[0]).objects.get(pk=dice.choice(sections).pk), pos="last-child")
    elif choice == 2 and len(stories) > 6:
        story.delete()
    elif choice == 3:
        _date(dice, story)
    elif choice == 4:
        story.form = dice.choice(["news", "opinion", "analysis"])
        story.lead_picture = dice.choice([None, picture])
        story.save()
    elif choice == 5:
        story.story_keywords = [StoryKeyword(keyword=keyword) for keyword in dice.sample(keywords, dice.randrange(3))]
        story.save_revision().publish()
    elif choice == 6:
        story.filings = [Filing(dossier=dossier)] if dice.random() < 0.5 else []
        story.save_revision().publish()
    elif choice == 7:
        restriction = story.view_restrictions.first()
        if restriction:
            restriction.delete()
        else:
            story.view_restrictions.create(restriction_type="login")
    else:
        story.title = f"قصة معدلة {number}"
        story.save_revision().publish()


# --- what goes wrong ---------------------------------------------------------------------------------------------


def test_a_damaged_file_is_found_and_made_again(store, settle, story):
    settle()
    file_of(store.pages, "/").write_bytes(b"torn")
    assert [path for path, _ in verify(store).differing] == ["/"]
    assert check_files(store) == (1, 0)
    settle()
    assert_right(store)


def test_a_file_that_nobody_knows_is_found_and_removed(store, settle, story):
    settle()
    stray = file_of(store.pages, "/stray/")
    stray.parent.mkdir()
    stray.write_bytes(b"stray")
    assert len(verify(store).differing) == 1
    assert check_files(store) == (0, 1)
    assert_right(store)


def test_a_corrupt_index_is_replaced(store, settle, story):
    settle()
    path = store.index.path
    store.index.close()
    path.write_bytes(b"not a database" * 1000)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    keeping.site_store.cache_clear()
    fresh = keeping.site_store()
    with suppress(IndexCorrupt), fresh.healing():
        fresh.index.check()
    assert fresh.copy("/") is None
    assert PageStoreConsumer(fresh).load_position() is None


@pytest.mark.parametrize("by", ["overwritten", "replaced"])
def test_an_index_that_is_changed_under_a_process_that_has_it_open_is_replaced(store, settle, story, by):
    """Such a process has read what it needs and would go on by that, writing to a file that nobody else can read."""
    settle()
    path, before = store.index.path, store.run
    garbage = b"garbage " * (path.stat().st_size // 8)
    if by == "overwritten":
        path.write_bytes(garbage)
    else:
        other = path.with_name("other")
        other.write_bytes(garbage)
        other.replace(path)
    retitle(story, "عنوان سادس")
    with suppress(IndexCorrupt):
        settle()
    settle()
    assert store.run != before
    assert_right(store)


def test_verify_says_that_the_index_was_damaged_and_begins_another(store, settle, story):
    settle()
    before = store.run
    store.index.path.write_bytes(b"garbage " * 1000)
    with pytest.raises(CommandError, match="damaged"):
        call_command("pages", "verify")
    settle()
    assert store.run != before
    assert_right(store)


@pytest.mark.parametrize("left", [None, b""], ids=["missing", "emptied"])
def test_an_index_lost_beside_its_pages_takes_them_with_it(store, settle, story, left):
    """A new one in its place would know nothing of the files beside it, and nobody would ever refresh them."""
    settle()
    path, before = store.index.path, store.run
    store.index.close()
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    if left is not None:
        path.write_bytes(left)
    keeping.site_store.cache_clear()
    lost = keeping.site_store()
    assert lost.copy("/") is None
    assert lost.run != before
    settle()
    assert_right(lost)


def test_a_store_that_was_deleted_comes_back(store, settle, story):
    settle()
    shutil.rmtree(store.root)
    assert store.copy("/") is None
    settle()
    assert store.copy("/").is_fresh
    assert_right(store)


def test_pages_of_another_log_are_not_trusted(store, settle, story):
    settle()
    with store.index.transaction():
        store.index.set_meta("position", "elsewhere 999999 2020-01-01T00:00:00 - - 0")
    retitle(story, "عنوان خامس")
    settle()
    assert "عنوان خامس" in store.copy("/").body.decode()
    assert_right(store)


KILLED = """
import os, sys
from pathlib import Path
from warraq.pagestore.store import Store, Rendered
store = Store(Path(sys.argv[1]))
real = getattr(store, sys.argv[2])
def last(*args, **kwargs):
    result = real(*args, **kwargs)
    os._exit(9)
setattr(store, sys.argv[2], last)
store.put(Rendered("/a/", 200, "page", b"new", [], {"story:2"}, "story:2"), lambda keys: False)
"""


@pytest.mark.parametrize("step", ["_announce", "_files", "write_temporary", "_place", "_call_fresh"])
def test_a_process_killed_while_storing_leaves_nothing_called_fresh_that_is_not(store, step):
    store.put(Rendered("/a/", 200, "page", b"old", [], {"story:1"}, "story:1"), lambda keys: False)
    run = subprocess.run([sys.executable, "-c", KILLED, str(store.root), step], timeout=60, check=False)
    assert run.returncode == 9
    row, copy = store.index.page("/a/"), store.copy("/a/")
    if row.is_fresh:
        assert copy.body == b"old"
        assert store.index.keys_of(row.id) == ["story:1"]
    store.put(Rendered("/a/", 200, "page", b"newest", [], {"story:3"}, "story:3"), lambda keys: False)
    assert store.copy("/a/").body == b"newest"
    assert store.is_whole(store.index.page("/a/"))


REPLACED = """
import sys, threading
from pathlib import Path
from warraq.pagestore.store import Store, Rendered
store = Store(Path(sys.argv[1]))
def read():
    while not ended.is_set():
        store.index.pages("status = 200")
ended = threading.Event()
threads = [threading.Thread(target=read) for _ in range(4)]
for thread in threads:
    thread.start()
for _ in range(60):
    store.put(Rendered("/a/", 200, "page", b"new", [], {"story:2"}, "story:2"), lambda keys: False)
    store.start_afresh()
ended.set()
for thread in threads:
    thread.join()
"""


def test_a_store_that_is_replaced_while_others_read_in_it_ends_no_process(store):
    run = subprocess.run(
        [sys.executable, "-c", REPLACED, str(store.root)], capture_output=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr.decode()) == (0, "")


# --- what readers get --------------------------------------------------------------------------------------------


@pytest.fixture
def reader(store, settings):
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:2],
        "warraq.editions.middleware.EditionMiddleware",
        "warraq.pagestore.middleware.StoreMiddleware",
        *settings.MIDDLEWARE[2:],
    ]
    return Client()


def test_a_stored_page_asks_nothing_of_the_database(reader, settle, story, django_assert_num_queries):
    settle()
    address = story.url
    with django_assert_num_queries(0):
        response = reader.get(address)
    assert response.status_code == 200
    assert response.headers["Cache-Status"] == "Warraq; hit"
    assert f"story:{story.pk}" in response.headers["Surrogate-Key"].split()


def test_a_reader_who_has_the_page_gets_304(reader, settle, story):
    settle()
    tag = reader.get("/").headers["ETag"]
    assert reader.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_query_strings_and_cookies_neither_multiply_nor_bypass_pages(reader, store, settle, story):
    settle()
    before = store.index.select("SELECT count(*) FROM page")
    plain = reader.get(story.url).content
    reader.cookies["sessionid"] = "somebody"
    assert reader.get(story.url + "?utm_source=x&fbclid=y").content == plain
    assert store.index.select("SELECT count(*) FROM page") == before


def test_a_miss_is_rendered_and_stored(reader, store, story):
    assert reader.get(story.url).headers["Cache-Status"] == "Warraq; fwd=miss; stored"
    assert reader.get(story.url).headers["Cache-Status"] == "Warraq; hit"


def test_an_address_without_a_page_is_not_stored(reader, store, story):
    assert reader.get("/news/999999/nothing/").status_code == 404
    assert store.index.page("/news/999999/nothing/") is None


def test_a_private_page_never_enters_the_store(reader, store, settle, story):
    settle()
    page = StoryPage.objects.get(pk=story.pk)
    page.view_restrictions.create(restriction_type="login")
    settle()
    assert store.index.page(story.url) is None
    assert reader.get(story.url).status_code == 302
    assert store.index.page(story.url) is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the failure is made with SQLite's own means")
def test_an_old_copy_is_sent_while_no_new_one_can_be_made(reader, store, settle, follow, story, monkeypatch):
    from django.db import OperationalError

    from warraq.pagestore import middleware

    def away(store, path):
        raise OperationalError("unreachable")

    settle()
    retitle(story, "عنوان سادس")
    follow()
    monkeypatch.setattr(middleware, "keep", away)
    response = reader.get("/")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_who_looks_at_the_index_gives_up_no_lock_of_those_who_work_on_it(store, settle, story):
    """Indexes that were let go are collected at any time; a closed descriptor would end this process's locks."""
    settle()
    other = Index(store.index.path)
    assert other.page("/")
    store.index.select("BEGIN")
    assert store.index.page("/")
    del other
    gc.collect()
    locked = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    tried = subprocess.run([sys.executable, "-c", locked, str(store.index.path)], capture_output=True)
    store.index.select("COMMIT")
    assert b"Error" in tried.stderr


def test_a_file_without_a_name_is_not_held_for_ever(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"something")
    looking = held.hold(path)
    assert looking.begins_with(b"some")
    assert held.hold(path) is looking
    descriptor, file = looking.descriptor, os.fstat(looking.descriptor)
    del looking
    gc.collect()
    assert held.hold(path).descriptor == descriptor
    path.unlink()
    (tmp_path / "other").touch()
    other = held.hold(tmp_path / "other")
    assert not os.path.samestat(os.fstat(other.descriptor), file)
    assert other.descriptor == descriptor, "its number is free again"
