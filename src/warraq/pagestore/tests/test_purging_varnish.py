"""A real Varnish with the configuration of docs/cdn.md forgets what it is told to forget."""

import re
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from warraq import testing
from warraq.needs import leave_out, need
from warraq.operations.tests.running import free_port
from warraq.pagestore import keeping, purging
from warraq.pagestore.purging import Purger, last_error, pending
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = Path(__file__).resolve().parents[4] / "docs" / "cdn.md"
HOST = "news.example"


def vcl(origin: int, keys: str) -> str:
    """What the page of the manual says, with `xkey` as it says in words."""
    written = re.search(r"```vcl\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[1]
    backend = f'backend default {{ .host = "127.0.0.1"; .port = "{origin}"; }}\n'
    head = "vcl 4.1;\n"
    if keys == "xkey":
        head += "import xkey;\n"
        written = re.sub(r"ban\(.*\);", "xkey.purge(req.http.xkey);", written).replace("Surrogate-Key", "xkey")
    return head + backend + written


@pytest.fixture
def origin(store):
    """Sends what is in the store, as the front would."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            copy = store.copy(unquote(urlsplit(self.path).path))
            self.send_response(copy.row.status if copy else 404)
            for name, value in copy.row.headers if copy else ():
                self.send_header(name, value)
            body = copy.body if copy else b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["", "Surrogate-Key", "xkey"], ids=["by address", "by key", "by xkey"])
def keys(request) -> str:
    return request.param


@pytest.fixture
def varnish(origin, keys, tmp_path):
    program, port = need("varnishd", "varnish"), free_port()
    if keys == "xkey" and not list(Path("/usr/lib").glob("**/varnish/vmods/libvmod_xkey.so")):
        leave_out("no xkey for Varnish here: apt-get install varnish-modules")
    file = tmp_path / "site.vcl"
    file.write_text(vcl(origin, keys), "utf-8")
    words = [program, "-F", "-j", "none", "-n", str(tmp_path / "varnish"), "-a", f"127.0.0.1:{port}", "-T", "none"]
    with (tmp_path / "varnish.log").open("wb") as log:
        process = subprocess.Popen([*words, "-f", str(file), "-s", "malloc,20m"], stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while not _answers(address):
        assert process.poll() is None, (tmp_path / "varnish.log").read_text()
        assert time.monotonic() < until, (tmp_path / "varnish.log").read_text()
        time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(30)


def _answers(address: str) -> bool:
    try:
        ask(address, "/no-such-page")
    except OSError:
        return False
    return True


def ask(address: str, path: str) -> tuple[int, str]:
    """The status and the body that a reader gets."""
    request = urllib.request.Request(address + quote(path, safe="/?="), headers={"Host": HOST})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


@pytest.fixture
def purger(store, settings, keys, varnish, monkeypatch):
    settings.WAGTAILFRONTENDCACHE = {
        "cdn": {"BACKEND": "warraq.pagestore.caches.HttpCache", "ADDRESS": varnish, "KEYS": keys}
    }
    settings.WARRAQ_CDN_KEYS, settings.WARRAQ_BASE_URL, settings.ALLOWED_HOSTS = keys, f"http://{HOST}", [HOST]
    monkeypatch.setattr(purging, "GATHERED", 0)
    purging._backends.cache_clear()
    keeping.site_store().has_cdn = True
    yield Purger(store)
    purging._backends.cache_clear()


def send(purger: Purger) -> None:
    while purger.step():
        pass
    assert (pending(purger.store), last_error(purger.store)) == (0, "")


def test_varnish_keeps_a_page_until_it_is_told(purger, settle, varnish, keys):
    story = testing.make_story(title="عنوان أول")
    settle()
    send(purger)
    for path in ("/", "/?utm_source=x", story.url):
        assert "عنوان أول" in ask(varnish, path)[1]
    page = StoryPage.objects.get(pk=story.pk)
    page.title = "عنوان ثان"
    page.save_revision().publish()
    settle()
    # Kept, and not yet told: otherwise what follows would prove nothing.
    assert "عنوان ثان" not in ask(varnish, "/")[1]
    send(purger)
    assert "عنوان ثان" in ask(varnish, "/")[1]
    is_new_behind_question_mark = "عنوان ثان" in ask(varnish, "/?utm_source=x")[1]
    assert is_new_behind_question_mark == bool(keys)


def test_varnish_forgets_what_was_taken_offline(purger, settle, follow, varnish):
    story = testing.make_story(title="عنوان أول")
    settle()
    send(purger)
    assert ask(varnish, story.url)[0] == 200
    StoryPage.objects.get(pk=story.pk).unpublish()
    follow()
    assert ask(varnish, story.url)[0] == 200
    while purger.step():
        pass
    assert ask(varnish, story.url)[0] == 404
