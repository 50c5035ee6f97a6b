"""A CDN is told what has changed: after readers get it anew, surely, and without holding up a page."""

import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest

from warraq import testing
from warraq.pagestore import keeping, purging
from warraq.pagestore.caches import PurgeFailed
from warraq.pagestore.headers import key_of_address
from warraq.pagestore.keeping import keep
from warraq.pagestore.marking import mark_all_stale
from warraq.pagestore.purging import Purger, last_error, pending
from warraq.pagestore.store import Store
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db(transaction=True)

OURS = "warraq.pagestore.caches."
WAGTAILS = "wagtail.contrib.frontend_cache.backends."


@dataclass
class Cdn:
    """A server that writes down what it is told, and answers as it is asked to."""

    address: str
    told: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    status: int = 200

    def addresses(self) -> list[str]:
        return [path for method, path, _headers, _data in self.told if method == "PURGE"]

    def named(self, header: str = "Surrogate-Key") -> list[str]:
        return [key for _m, _p, headers, _d in self.told for key in headers.get(header, "").split()]


@pytest.fixture
def cdn():
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self):
            length = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(length)) if length else None
            heard.told.append((self.command, self.path, dict(self.headers), data))
            body = b'{"success": true}'
            self.send_response(heard.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PURGE = do_POST = handle_any

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard = Cdn(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield heard
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def connect(store, settings, monkeypatch):
    """Put a cache in front of the test's store."""

    def use(backend: str, **params: str) -> Purger:
        settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": backend, **params}}
        settings.WARRAQ_CDN_KEYS = params.get("KEYS", "")
        settings.WARRAQ_BASE_URL = "http://news.example"
        settings.ALLOWED_HOSTS = ["news.example"]
        purging._backends.cache_clear()
        monkeypatch.setattr(purging, "GATHERED", 0)
        keeping.site_store().has_cdn = True
        return Purger(store)

    yield use
    purging._backends.cache_clear()


@pytest.fixture
def story():
    return testing.make_story(title="عنوان أول", keywords=[testing.make_keyword()])


def retitle(story, title):
    page = StoryPage.objects.get(pk=story.pk)
    page.title = title
    page.save_revision().publish()


def send(purger: Purger) -> None:
    while purger.step():
        pass


def quieted(purger: Purger, settle: Any, cdn: Cdn) -> None:
    """Everything rendered and told; what comes next is heard alone."""
    settle()
    send(purger)
    cdn.told.clear()


# --- by address ---


def test_pages_that_changed_are_told_and_no_others(connect, settle, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    about = testing.make_standard_page()
    quieted(purger, settle, cdn)
    retitle(story, "عنوان ثان")
    settle()
    send(purger)
    told = cdn.addresses()
    assert {"/", quote(story.section.url), "/feeds/home.rss"} <= set(told)
    assert quote(StoryPage.objects.get(pk=story.pk).url) in told
    assert quote(about.url) not in told
    assert len(told) == len(set(told))
    assert {headers["Host"] for _m, _p, headers, _d in cdn.told} == {"news.example"}
    assert pending(purger.store) == 0


def test_nothing_is_told_before_readers_get_the_new_page(connect, settle, follow, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    quieted(purger, settle, cdn)
    retitle(story, "عنوان ثان")
    follow()
    send(purger)
    assert cdn.addresses() == []
    assert not purger.store.copy("/").is_fresh
    keep(purger.store, "/")
    send(purger)
    assert cdn.addresses() == ["/"]


def test_a_page_rendered_again_to_the_same_bytes_is_not_told(connect, settle, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    quieted(purger, settle, cdn)
    keep(purger.store, "/")
    send(purger)
    assert cdn.addresses() == []


def test_what_is_taken_away_is_told_at_once(connect, settle, follow, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    keep(purger.store, f"/s/{story.pk}")
    quieted(purger, settle, cdn)
    StoryPage.objects.get(pk=story.pk).unpublish()
    follow()
    send(purger)
    assert {quote(story.url), f"/s/{story.pk}"} == set(cdn.addresses())


def test_a_cache_that_never_had_the_page_is_content(connect, settle, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    cdn.status = 404
    settle()
    send(purger)
    assert cdn.addresses()
    assert (pending(purger.store), last_error(purger.store)) == (0, "")


def test_cloudflare_is_told_thirty_addresses_at_once(connect, settle, cdn, story):
    purger = connect(OURS + "Cloudflare", ADDRESS=cdn.address, ZONE="z1", TOKEN="secret")
    quieted(purger, settle, cdn)
    retitle(story, "عنوان ثان")
    settle()
    send(purger)
    assert {(method, path) for method, path, _h, _d in cdn.told} == {("POST", "/client/v4/zones/z1/purge_cache")}
    assert {headers["Authorization"] for _m, _p, headers, _d in cdn.told} == {"Bearer secret"}
    files = [file for _m, _p, _h, data in cdn.told for file in data["files"]]
    assert "http://news.example/" in files
    assert all(len(data["files"]) <= 30 for _m, _p, _h, data in cdn.told)


def test_a_backend_of_wagtails_own_is_told_and_its_failure_noticed(connect, settle, cdn, story):
    purger = connect(WAGTAILS + "HTTPBackend", LOCATION=cdn.address)
    quieted(purger, settle, cdn)
    retitle(story, "عنوان ثان")
    settle()
    cdn.status = 500
    send(purger)
    left = pending(purger.store)
    assert left > 0
    assert "500" in last_error(purger.store)
    cdn.status = 200
    send(purger)
    assert pending(purger.store) == 0


# --- by key ---


def test_fastly_is_told_the_keys_of_pages_and_then_of_the_change(connect, settle, follow, cdn, story):
    purger = connect(OURS + "Fastly", ADDRESS=cdn.address, ZONE="s1", TOKEN="secret", KEYS="Surrogate-Key")
    quieted(purger, settle, cdn)
    retitle(story, "عنوان ثان")
    follow()
    keep(purger.store, "/")
    send(purger)
    assert cdn.named() == [key_of_address("/")]
    settle()
    send(purger)
    assert key_of_address(story.section.url) in cdn.named()
    assert f"story:{story.pk}" in cdn.named()
    assert {path for _m, path, _h, _d in cdn.told} == {"/service/s1/purge"}
    assert {headers["Fastly-Key"] for _m, _p, headers, _d in cdn.told} == {"secret"}


def test_a_removed_page_is_told_by_its_key_at_once(connect, settle, follow, cdn, story):
    purger = connect(OURS + "Fastly", ADDRESS=cdn.address, ZONE="s1", TOKEN="secret", KEYS="Surrogate-Key")
    quieted(purger, settle, cdn)
    StoryPage.objects.get(pk=story.pk).unpublish()
    follow()
    send(purger)
    assert {f"story:{story.pk}", key_of_address(story.url)} <= set(cdn.named())
    assert f"section:{story.section_id}:stories" not in cdn.named()


def test_pages_carry_a_key_of_their_own_in_the_header_the_cdn_reads(connect, settle, cdn, story):
    purger = connect(OURS + "Cloudflare", ADDRESS=cdn.address, ZONE="z1", TOKEN="secret", KEYS="Cache-Tag")
    settle()
    headers = dict(purger.store.copy("/").row.headers)
    assert "Surrogate-Key" not in headers
    assert {key_of_address("/"), f"story:{story.pk}"} <= set(headers["Cache-Tag"].split(","))
    send(purger)
    retitle(story, "عنوان ثان")
    settle()
    cdn.told.clear()
    send(purger)
    tags = [tag for _m, _p, _h, data in cdn.told for tag in data["tags"]]
    assert {key_of_address("/"), f"story:{story.pk}"} <= set(tags)
    assert all(len(data["tags"]) <= 30 for _m, _p, _h, data in cdn.told)


# --- everything ---


def test_a_new_index_and_a_coarse_change_are_told_as_one(connect, settle, cdn, story):
    purger = connect(OURS + "Fastly", ADDRESS=cdn.address, ZONE="s1", TOKEN="secret", KEYS="Surrogate-Key")
    settle()
    send(purger)
    assert cdn.told[0][1] == "/service/s1/purge_all"
    cdn.told.clear()
    mark_all_stale(purger.store, "templates have changed")
    send(purger)
    assert cdn.told == []
    settle()
    send(purger)
    assert [path for _m, path, _h, _d in cdn.told] == ["/service/s1/purge_all"]


def test_too_much_is_told_as_one(connect, settle, cdn, story, monkeypatch):
    purger = connect(OURS + "Fastly", ADDRESS=cdn.address, ZONE="s1", TOKEN="secret", KEYS="Surrogate-Key")
    quieted(purger, settle, cdn)
    monkeypatch.setattr(purging, "MOST", 3)
    retitle(story, "عنوان ثان")
    settle()
    send(purger)
    assert [path for _m, path, _h, _d in cdn.told] == ["/service/s1/purge_all"]
    assert pending(purger.store) == 0


def test_a_cache_that_knows_no_everything_is_told_every_address(connect, settle, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    quieted(purger, settle, cdn)
    mark_all_stale(purger.store, "templates have changed")
    settle()
    send(purger)
    known = {quote(path) for (path,) in purger.store.index.select("SELECT path FROM page")}
    assert set(cdn.addresses()) == known


# --- failures ---


def test_what_failed_is_told_later_also_by_another_process(connect, settle, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    quieted(purger, settle, cdn)
    cdn.status = 503
    retitle(story, "عنوان ثان")
    settle()
    send(purger)
    assert pending(purger.store) > 0
    assert "503" in last_error(purger.store)
    cdn.status = 200
    cdn.told.clear()
    again = Store(purger.store.root, has_cdn=True)
    send(Purger(again))
    assert "/" in cdn.addresses()
    assert (pending(again), last_error(again)) == (0, "")
    again.index.close()


def test_a_page_that_changes_again_while_it_is_told_is_told_again(connect, settle, cdn, story, monkeypatch):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    quieted(purger, settle, cdn)
    retitle(story, "عنوان ثان")
    settle()
    real = purging._tell

    def slow(backend, batch):
        real(backend, batch)
        monkeypatch.setattr(purging, "_tell", real)
        retitle(story, "عنوان ثالث")
        settle()

    monkeypatch.setattr(purging, "_tell", slow)
    send(purger)
    assert cdn.addresses().count("/") == 2


def test_pauses_grow_to_a_minute(store):
    purger, pauses = Purger(store), []
    for failures in range(1, 12):
        purger.failures = failures
        pauses.append(purger.pause())
    assert pauses[:3] == [1, 2, 4]
    assert pauses[-1] == 60


def test_a_cdn_that_is_not_there_is_an_error_in_words(connect):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    connect(OURS + "HttpCache", ADDRESS=address)
    (backend,) = purging._backends()
    with pytest.raises(PurgeFailed, match="does not answer"):
        backend.purge("http://news.example/")


def test_a_cdn_that_refuses_in_its_answer_is_an_error(connect, cdn, monkeypatch):
    connect(OURS + "Cloudflare", ADDRESS=cdn.address, ZONE="z1", TOKEN="wrong")
    (backend,) = purging._backends()
    monkeypatch.setattr(backend, "ask", lambda *args: b'{"success": false, "errors": [{"message": "no such zone"}]}')
    with pytest.raises(PurgeFailed, match="no such zone"):
        backend.purge("http://news.example/")


def test_the_thread_tells_by_itself_and_ends_when_asked(connect, settle, cdn, story):
    purger = connect(OURS + "HttpCache", ADDRESS=cdn.address)
    quieted(purger, settle, cdn)
    purger.start()
    try:
        retitle(story, "عنوان ثان")
        settle()
        until = time.monotonic() + 30
        while pending(purger.store) and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        purger.stop()
    assert "/" in cdn.addresses()


def test_without_a_cdn_nothing_is_noted(store, settle, story):
    settle()
    retitle(story, "عنوان ثان")
    settle()
    assert pending(store) == 0
