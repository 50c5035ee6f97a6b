"""What goes wrong around a running site: a real `warraq serve` on a PostgreSQL of its own, real requests.

One site is shared by all tests. Each leaves it running and whole; most end by rendering every stored page afresh and
comparing it byte for byte.
"""

import os
import re
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from warraq.conf.scaffold import scaffold
from warraq.needs import leave_out

from .clusters import Cluster, private_cluster
from .desk import Desk, open_desk
from .disks import NoDisk, filled, small_disk
from .prepared import Prepared
from .readers import Answer, Readers, ask
from .running import Server, background_process, children, serving, wait_until, warraq

pytestmark = pytest.mark.slow
PATIENCE = 90
PASSWORD = "reeds-and-ink-861"
ARABIC, ENGLISH = "ليس الآن", "Not just now"
EVERYWHERE = "/ /feeds/home.rss /feeds/home.json /sitemaps/news.xml /feeds/authors/author-ar.atom".split()


class Site:
    """The site, the newsroom's process, the database below them."""

    def __init__(self, place: Path, cluster: Cluster) -> None:
        self.place, self.cluster = place, cluster
        self.words = {"DATABASE_URL": cluster.url, "WARRAQ_BASE_URL": "http://127.0.0.1"}
        self._stack = ExitStack()
        self.server: Server
        self.desk: Desk
        self.made: dict[str, Any] = {}

    def start(self) -> None:
        words = self.words | {"WARRAQ_ADMIN_PASSWORD": PASSWORD}
        self.server = self._stack.enter_context(serving(self.place, **words))

    def stop(self) -> None:
        self._stack.close()

    @property
    def store(self) -> Path:
        return self.place / "data" / "pagestore"

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        return ask(self.server.port, path, method, body, **headers)

    def stored(self, status: int = 200) -> list[str]:
        return [path for path, found in self.desk.do("stored").items() if found == status]

    def publish(self, word: str, section: int = 0) -> dict[str, Any]:
        return self.desk.do("publish", self.made["sections"][section], word)

    def assert_right(self) -> None:
        self.desk.wait_until_quiet(PATIENCE)
        assert self.desk.do("search_differs") == []
        done = warraq(self.place, "pages", "verify", **self.words)
        assert re.search(r"^\d\d+ pages, 0 differ$", done.stdout, re.MULTILINE), done.stdout + done.stderr
        assert done.returncode == 0


@pytest.fixture(scope="module")
def site(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("site")
    scaffold(place)
    prepared.lay_static_files(place / "data")
    with private_cluster() as cluster:
        made = Site(place, cluster)
        made.start()
        try:
            with open_desk(place, **made.words) as made.desk:
                made.made = made.desk.do("furnish")
                made.desk.wait_until_quiet(PATIENCE)
                yield made
        finally:
            made.stop()


def wait(until: Callable[[], Any], what: str = "it") -> None:
    wait_until(until, what, PATIENCE)


def none_of(pages: Callable[[], list[str]], what: str) -> None:
    """Wait until no page is left; say which were, if that never comes."""
    deadline = time.monotonic() + PATIENCE
    while left := pages():
        assert time.monotonic() < deadline, f"{what}: {left}"
        time.sleep(0.05)


def places_of(story: dict[str, Any]) -> list[str]:
    """Where a story of the Arabic edition is read of."""
    return [story["url"], story["section"], *EVERYWHERE]


# --- publishing ------------------------------------------------------------------------------------------------------


def test_what_is_published_edited_and_moved_reaches_every_page_that_shows_it(site):
    story = site.publish("fresh1x")
    lists = [
        path for path in site.stored() if "archive/" in path or "/keywords/" in path and not path.startswith("/en")
    ]
    own = [path for path in lists if path.startswith(("/news/archive", "/keywords", "/feeds/keywords"))]
    assert len(own) == 9
    pages = places_of(story) + own
    wait(lambda: all(site.ask(path).shows("fresh1x") for path in pages), "the new story")
    site.desk.do("edit", story["pk"], "fresh2x", "afterwards")
    wait(lambda: all(site.ask(path).shows("fresh2x") for path in pages), "the edited story")
    bodies = {path: site.ask(path) for path in pages}
    # Addresses keep the slug they were published with.
    assert [path for path, page in bodies.items() if "fresh1x headline" in page.text] == []
    moved = site.desk.do("move", story["pk"], site.made["sections"][1])
    wait(lambda: site.ask(moved["section"]).shows("fresh2x") and not site.ask(story["section"]).shows("fresh2x"))
    wait(lambda: site.ask(story["url"]).headers.get("location") == moved["url"], "the redirect")
    site.assert_right()


def test_a_scheduled_story_goes_out_by_itself(site):
    first = site.desk.do("schedule", site.made["sections"][0], "later1x", 2)
    second = site.desk.do("schedule", site.made["sections"][0], "later2x", 4)
    assert second["pk"] not in site.desk.do("live")
    assert not site.ask("/").shows("later2x")
    wait(lambda: site.ask("/").shows("later1x"), "the first scheduled story")
    wait(lambda: site.ask("/").shows("later2x"), "the second scheduled story")
    front = site.ask("/").text
    assert front.index("later2x") < front.index("later1x"), "the later one stands first"
    assert site.ask(first["url"]).status == 200


def test_what_is_unpublished_under_load_is_gone_and_stays_gone(site):
    story = site.publish("secret1x")
    site.desk.wait_until_quiet(PATIENCE)
    short = f"/s/{story['pk']}"
    paths = [*site.stored(), *site.stored(301), short, f"/news/{story['pk']}/", f"/views/{story['pk']}/other/"]
    assert site.ask(short).shows("secret1x")
    with Readers(site.server.port, paths, count=3) as readers:
        site.desk.do("unpublish", story["pk"])
        wait(lambda: not any(site.ask(path).shows("secret1x") for path in paths), "the end of an unpublished story")
        readers.forbid(["secret1x"])
        before = readers.total
        wait(lambda: readers.total > before + 2 * len(paths))
    assert readers.wrong == []
    assert not any(site.ask(path).shows("secret1x") for path in paths)
    assert site.ask(story["url"]).status in (404, 410)
    site.assert_right()


# --- processes -------------------------------------------------------------------------------------------------------


def test_a_reload_drops_no_request(site):
    worker, front = site.server.part("worker"), site.server.part("front:make")
    inner = children(front)
    with Readers(site.server.port, site.stored(), count=3, is_503_allowed=False) as readers:
        os.kill(site.server.process.pid, signal.SIGHUP)
        wait(lambda: site.server.part("worker") not in (0, worker) and children(front).isdisjoint(inner), "the reload")
        before = readers.total
        wait(lambda: readers.total > before + 100)
    assert readers.wrong == []
    assert set(readers.answers) == {200}
    site.assert_right()


def test_a_worker_killed_in_the_middle_of_many_publications_loses_none(site):
    words = [f"many{number}x" for number in range(12)]
    publishing = threading.Thread(target=site.desk.do, args=["publish_many", site.made["sections"][0], words])
    publishing.start()
    for _time in range(2):
        wait(lambda: site.server.part("worker"))
        killed = site.server.part("worker")
        time.sleep(0.7)  # somewhere in the middle, wherever that is
        os.kill(killed, signal.SIGKILL)
        wait(lambda killed=killed: site.server.part("worker") not in (0, killed), "another worker")
    publishing.join()
    site.assert_right()
    front = site.ask("/news/")
    assert all(front.shows(word) for word in words)


def test_a_front_that_is_killed_comes_back(site):
    killed = site.server.part("front:make")
    with Readers(site.server.port, site.stored(), may_be_away=True) as readers:
        os.kill(killed, signal.SIGKILL)
        wait(lambda: site.server.part("front:make") not in (0, killed), "another front")
        before = readers.total
        wait(lambda: readers.total > before + 100)
    assert readers.wrong == []


def test_a_second_worker_waits_for_the_first_to_end(site):
    wait(lambda: site.server.part("worker"))
    first = site.server.part("worker")
    wait(lambda: _holder_of(site.place / "data" / "worker.lock") == first)
    with background_process(site.place, "worker", **site.words) as second:
        assert "another worker is at work" in second.stderr.readline()
        site.publish("second1x")
        wait(lambda: site.ask("/").shows("second1x"))
        assert _holder_of(site.place / "data" / "worker.lock") == first
        os.kill(first, signal.SIGKILL)
        wait(lambda: _holder_of(site.place / "data" / "worker.lock") == second.pid, "a change of hands")
        site.publish("second2x")
        wait(lambda: site.ask("/").shows("second2x"))
        wait(lambda: site.server.part("worker") not in (0, first))
    wait(lambda: _holder_of(site.place / "data" / "worker.lock") == site.server.part("worker"))
    site.assert_right()


def _holder_of(lock: Path) -> int:
    """Who has it locked, by the kernel's own list; 0 for nobody."""
    inode = f":{lock.stat().st_ino} "
    held = [line.split() for line in Path("/proc/locks").read_text("ascii").splitlines() if inode in line]
    return int(held[0][4]) if held else 0


# --- the disk --------------------------------------------------------------------------------------------------------


def test_a_store_that_is_deleted_is_made_anew(site):
    paths = site.stored()
    with Readers(site.server.port, paths) as readers:
        shutil.rmtree(site.store, ignore_errors=True)  # what is written meanwhile stays, as with `rm -r`
        site.publish("anew1x")
        wait(lambda: site.ask("/").shows("anew1x"))
        site.assert_right()
    assert readers.wrong == []
    assert set(paths) <= set(site.stored())
    assert {site.ask(path).status for path in paths} == {200}


def test_an_index_that_is_overwritten_is_made_anew(site):
    paths = site.stored()
    with Readers(site.server.port, paths) as readers:
        index = site.store / "current" / "index.sqlite3"
        index.write_bytes(b"garbage " * (index.stat().st_size // 8))
        site.publish("anew2x")
        wait(lambda: site.ask("/").shows("anew2x"))
        site.assert_right()
    assert readers.wrong == []
    assert {site.ask(path).status for path in paths} == {200}


@pytest.fixture
def small_store(site) -> Iterator[None]:
    """The store lies on a disk of eight megabytes."""
    try:
        with small_disk(site.store, 8):
            yield
    except NoDisk as error:
        leave_out(str(error))


def test_on_a_full_disk_pages_are_right_and_nothing_old_is_sent(site, small_store):
    kept, taken = site.publish("room1x"), site.publish("room2x")
    site.desk.wait_until_quiet(PATIENCE)
    paths = site.stored()
    assert taken["url"] in paths
    with Readers(site.server.port, paths) as readers:
        with _held_open(site.store / "current" / "index.sqlite3"), filled(site.store):
            site.desk.do("edit", kept["pk"], "room3x", "now")
            site.desk.do("unpublish", taken["pk"])
            none_of(lambda: [path for path in places_of(kept) if not site.ask(path).shows("room3x")], "still old")
            none_of(lambda: [path for path in paths if site.ask(path).shows("room2x")], "still there")
            readers.forbid(["room2x", "room1x headline"])
            before = readers.total
            wait(lambda: readers.total > before + len(paths))
            assert {site.ask(path).status for path in paths} <= {200, 404, 410}
        site.assert_right()
    assert readers.wrong == []


@contextmanager
def _held_open(index: Path) -> Iterator[None]:
    """While somebody reads on, what is written to the index can only be added at its end, where no room is."""
    reader = sqlite3.connect(index, isolation_level=None, timeout=PATIENCE)
    reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM page").fetchone()
    try:
        yield
    finally:
        reader.close()


# --- the database ----------------------------------------------------------------------------------------------------


@pytest.fixture
def signed_in(site) -> dict[str, str]:
    """The cookies of an editor."""
    cookies, token = _login_form(site)
    form = f"login=editor&password={PASSWORD}&csrfmiddlewaretoken={token}"
    answer = _post(site, "/newsroom/login/", form, cookies)
    assert answer.status == 302, answer.text
    return {"Cookie": cookies + "; " + _cookies(answer)}


def test_without_a_database_everything_stored_is_read_on_and_the_rest_says_so(site, signed_in):
    site.desk.wait_until_quiet(PATIENCE)
    cookies, token = _login_form(site)
    before = {path: site.ask(path).body for path in site.stored()}
    assert len(before) > 60
    story = site.desk.do("live")[0]
    site.cluster.stop()
    try:
        assert [_read(site, story, view).status for view in range(3)] == [204, 204, 204]
        assert {path: site.ask(path).body for path in before} == before
        for path in ("/news/999999/nothing/", "/newsroom/", "/newsroom/pages/"):
            assert_says(site.ask(path, **signed_in), ARABIC)
        assert_says(site.ask("/en/news/999999/nothing/"), ENGLISH)
        form = f"login=editor&password={PASSWORD}&csrfmiddlewaretoken={token}"
        assert_says(_post(site, "/newsroom/login/", form, cookies), ARABIC)
        wait(lambda: "database: away" in site.ask("/healthz").text, "the news of the outage")
        assert site.ask("/healthz").status == 200
    finally:
        site.cluster.start()
    wait(lambda: "database: ok" in site.ask("/healthz").text)
    assert site.ask("/newsroom/", **signed_in).status == 200
    assert site.ask("/news/999999/nothing/").status == 404
    wait(lambda: site.desk.do("reads", story) == 3, "the reads of the outage")
    site.assert_right()


def test_what_was_published_right_before_the_database_crashed_is_there_afterwards(site):
    story = site.publish("crash1x")
    site.cluster.stop("immediate")
    site.cluster.start()
    wait(lambda: all(site.ask(path).shows("crash1x") for path in places_of(story)))
    site.assert_right()


def test_a_site_started_without_its_database_serves_what_is_stored(site):
    site.desk.wait_until_quiet(PATIENCE)
    before = {path: site.ask(path).body for path in site.stored()}
    site.stop()
    site.cluster.stop()
    try:
        site.start()
        assert {path: site.ask(path).body for path in before} == before
        assert_says(site.ask("/news/999999/nothing/"), ARABIC)
    finally:
        site.cluster.start()
    site.publish("again1x")
    wait(lambda: site.ask("/").shows("again1x"))
    site.assert_right()


def assert_says(answer: Answer, words: str) -> None:
    assert answer.status == 503, answer.text
    assert words in answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


def _read(site: Site, story: int, view: int) -> Answer:
    """A reader's page tells that it has been read."""
    browser = "Mozilla/5.0 (Linux; Android 14; M15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    return site.ask("/_/read", "POST", f"s={story}&v={view:016x}&p=open&a=0&r=", User_Agent=browser)


def _login_form(site: Site) -> tuple[str, str]:
    form = site.ask("/newsroom/login/")
    return _cookies(form), re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[0]


def _post(site: Site, path: str, form: str, cookies: str) -> Answer:
    return site.ask(path, "POST", form, Content_Type="application/x-www-form-urlencoded", Cookie=cookies)


def _cookies(answer: Answer) -> str:
    # http.client joins several headers of one name by commas; a date in one of them holds a comma too.
    return "; ".join(re.findall(r"((?:csrftoken|sessionid)=[^;]+)", answer.headers.get("set-cookie", "")))
