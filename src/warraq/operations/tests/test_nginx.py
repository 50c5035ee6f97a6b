"""The configuration that `warraq nginx-config` prints, in a real nginx over a real store."""

import gzip
import http.client
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from warraq.conf.scaffold import scaffold
from warraq.needs import need
from warraq.pagestore.serving import files
from warraq.pagestore.store import Outcome, Rendered, Store

from .prepared import Prepared
from .running import Server, free_port, serving, warraq

pytestmark = pytest.mark.slow
PAGE = "/news/1/slug/"
BODY = "<p>صفحة محفوظة</p>" * 50
OUTSIDE = """
worker_processes 1;
user {user};
pid {place}/nginx.pid;
error_log {place}/error.log;
daemon off;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    include {place}/site.conf;
}}
"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Proxied:
    """A site behind nginx: the application's side, and the port readers come to."""

    server: Server
    port: int
    store: Store

    def ask(self, path: str, method: str = "GET", host: str = "127.0.0.1", **named: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {name.replace("_", "-"): value for name, value in named.items()}
            connection.request(method, path, headers={"Host": host, **headers})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def put(self, path: str, body: str = BODY, status: int = 200) -> None:
        page = Rendered(path, status, "page", body.encode(), [("Content-Type", "text/html; charset=utf-8")], {"x:1"})
        assert self.store.put(page, lambda keys: False) is Outcome.STORED


@pytest.fixture(scope="module")
def proxied(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    program = need("nginx", "nginx")
    place = tmp_path_factory.mktemp("nginx")
    site = tmp_path_factory.mktemp("site")
    scaffold(site)
    prepared.lay_all(site / "data")
    with serving(site, "--no-front") as server:
        port = free_port()
        printed = warraq(site, "nginx-config", "--listen", str(port), PORT=str(server.port))
        assert printed.returncode == 0, printed.stderr
        (place / "site.conf").write_text(printed.stdout, "utf-8")
        config = place / "nginx.conf"
        config.write_text(OUTSIDE.format(place=place, user=_user()), "utf-8")
        command = [program, "-p", str(place), "-c", str(config)]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        process = subprocess.Popen(command)
        try:
            running = Proxied(server, port, Store(site / "data" / "pagestore"))
            _wait(lambda: running.ask("/healthz").status == 200)
            media = site / "data" / "media"
            media.mkdir(exist_ok=True)
            (media / "page.html").write_text("<script>", "utf-8")
            (media / "picture.png").write_bytes(b"png" * 1_000)
            (media / "master.m3u8").write_bytes(b"#EXTM3U" * 1_000)
            (media / "film.mp4").write_bytes(b"film")
            (media / "link.txt").symlink_to("/etc/hostname")
            yield running
        finally:
            process.terminate()
            process.wait(30)


def test_a_stored_page_comes_from_the_disk_compressed_or_not(proxied):
    proxied.put(PAGE)
    packed, plain = proxied.ask(PAGE, Accept_Encoding="gzip"), proxied.ask(PAGE)
    assert gzip.decompress(packed.body) == plain.body == BODY.encode()
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert proxied.ask(PAGE, "HEAD").body == b""
    again = proxied.ask(PAGE, Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert again.status == 304


@pytest.mark.parametrize("path", ["/", "/en/", "/feeds/home.rss", "/feeds/home.json", "/robots.txt", "/sitemap.xml"])
def test_its_headers_are_those_the_page_was_rendered_with(proxied, path):
    _wait(lambda: (row := proxied.store.index.page(path)) is not None and row.is_fresh)
    wanted = {name.lower(): value for name, value in proxied.store.index.page(path).headers}
    del wanted["surrogate-key"]
    answer = proxied.ask(path, Accept_Encoding="gzip")
    assert answer.headers["server"] == "nginx"
    assert {name: answer.headers.get(name) for name in wanted} == wanted


def test_a_page_taken_away_is_gone_at_once(proxied):
    proxied.put("/news/2/gone/")
    assert proxied.ask("/news/2/gone/").status == 200
    proxied.store.drop("/news/2/gone/")
    assert proxied.ask("/news/2/gone/").status == 404


def test_what_is_said_of_a_removed_page_is_never_sent_as_a_page(proxied):
    proxied.put("/news/3/removed/", "410", 410)
    assert proxied.ask("/news/3/removed/").status != 200


@pytest.mark.parametrize(
    "path",
    [
        "//news/1/slug/", "/news//1/slug/", "/news/1/../1/slug/", "/news/1/slug/index.html",
        "/news/1/slug/index.html.gz",
        "/news/1/slug", "/%2e%2e/index.sqlite3", "/../index.sqlite3", "/news/1/slug%5C/", "/news",
        "/.well-known/../news/1/slug/", "/news/1/slug/%01/", "/" + "a" * 3_000 + "/",
    ],
)  # fmt: skip
def test_an_odd_path_is_no_stored_page_and_no_file(proxied, path):
    proxied.put(PAGE)
    answer = proxied.ask(path)
    assert answer.status in (301, 400, 404)
    assert BODY.encode() not in answer.body


def test_only_reading_is_answered_from_the_disk(proxied):
    proxied.put(PAGE)
    assert proxied.ask(PAGE, "POST").status in (403, 404, 405)
    assert proxied.ask(PAGE + "?utm_source=x", Cookie="sessionid=1").body == BODY.encode()


def test_another_host_is_refused_and_a_probe_is_not(proxied):
    assert proxied.ask("/", host="evil.example").status == 400
    assert proxied.ask("/healthz", host="10.0.0.7").status == 200


def test_static_files_and_uploads_come_from_the_disk(proxied):
    page = proxied.ask("/").body.decode()
    sheet = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = proxied.ask(sheet, Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    upload, picture = proxied.ask("/media/page.html"), proxied.ask("/media/picture.png", Range="bytes=0-2")
    assert upload.headers["content-disposition"] == "attachment"
    assert upload.headers["content-security-policy"] == files.UPLOAD_POLICY
    assert (picture.status, picture.body) == (206, b"png")
    assert "content-disposition" not in picture.headers
    assert proxied.ask("/media/film.mp4").headers["content-security-policy"] == files.FILM_POLICY
    playlist = proxied.ask("/media/master.m3u8")
    assert playlist.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert playlist.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-disposition" not in playlist.headers
    assert proxied.ask("/media/link.txt").status in (403, 404)


def test_the_newsroom_is_passed_on_and_takes_large_uploads(proxied):
    assert proxied.ask("/newsroom/login/").status == 200
    assert proxied.ask("/newsroom/login/", "POST").status == 403  # no token


def test_with_the_application_away_stored_pages_are_read_on(proxied):
    proxied.put(PAGE)
    proxied.server.process.terminate()
    proxied.server.process.wait(60)
    assert proxied.ask(PAGE).body == BODY.encode()
    for method in ("GET", "POST"):
        arabic, english = proxied.ask("/news/9/x/", method), proxied.ask("/en/news/9/x/", method)
        assert (arabic.status, english.status) == (503, 503)
        assert "ليس الآن" in arabic.body.decode()
        assert "Not just now" in english.body.decode()
        assert english.headers["retry-after"] == "5"


def _user() -> str:
    import getpass

    return getpass.getuser()


def _wait(until) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if until():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.1)
