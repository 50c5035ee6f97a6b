"""One demo site for a whole run of the tests: `warraq serve` on an empty site, shared by all workers."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from warraq.operations.tests.prepared import Prepared
from warraq.operations.tests.running import environment, free_port

PROJECT = Path(__file__).resolve().parent.parent
PASSWORD = "reeds-and-ink-861"
FOLLOWING = 90  # seconds for a busy machine to bring a story to a front
# A busy machine draws the demo's pictures slowly.
PATIENCE = int(os.environ.get("WARRAQ_TEST_PATIENCE", "600"))


@dataclass(frozen=True)
class Answer:
    """What a client got; a redirection is not followed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


@dataclass(frozen=True)
class DemoSite:
    """A running site with the demo newsroom and the editor `editor`."""

    url: str
    # Where its files are; not known of a site that somebody else has started.
    folder: Path | None = None

    def address_of(self, headline: str, front: str = "/news/") -> str:
        """Where a front leads to under a headline, as soon as it does."""
        until = time.monotonic() + FOLLOWING
        while not (found := self._links(front, headline)):
            assert time.monotonic() < until, f"{headline} never came to {front}"
            time.sleep(0.1)
        (address,) = found
        return address

    def _links(self, front: str, headline: str) -> set[str]:
        page = BeautifulSoup(self.get(front).text, "html.parser")
        return {link["href"] for link in page.select("main a[href]") if link.get_text(strip=True) == headline}

    def manage(self, *words: str) -> str:
        """What a command of the site prints."""
        command = [sys.executable, "-m", "warraq.cli", "manage", *words]
        done = subprocess.run(command, env=environment(self.folder), cwd=PROJECT, check=True, stdout=subprocess.PIPE)
        return done.stdout.decode()

    def get(self, path: str) -> Answer:
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": "identity"})
        try:
            response = _OPENER.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            headers = {name.lower(): text for name, text in response.headers.items()}
            return Answer(response.status, headers, response.read())

    def follow(self, path: str) -> Answer:
        """The answer at the end of at most one redirection within the site."""
        answer = self.get(path)
        if answer.status in (301, 302) and answer.headers["location"].startswith("/"):
            return self.get(answer.headers["location"])
        return answer


@contextmanager
def shared_site(folder: Path, prepared: Prepared) -> Iterator[DemoSite]:
    """The site kept in `folder`: whoever comes first starts it, whoever leaves last ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    with _book(folder) as book:
        if not book.get("guests"):
            if not (folder / "data").exists():
                prepared.lay_all(folder / "data")
            book.update(_start(folder))
            if not book.get("is_complete"):
                _add_every_block(folder)
                book["is_complete"] = True
        book["guests"] = book.get("guests", 0) + 1
        site = DemoSite(f"http://127.0.0.1:{book['port']}", folder)
    try:
        yield site
    finally:
        with _book(folder) as book:
            book["guests"] -= 1
            if not book["guests"]:
                _end(book["pid"], site)


@contextmanager
def _book(folder: Path) -> Iterator[dict]:
    """Who uses the site, read and written by one process at a time."""
    page = folder / "book.json"
    with (folder / "book.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        book = json.loads(page.read_text()) if page.exists() else {}
        yield book
        page.write_text(json.dumps(book))


def _start(folder: Path) -> dict[str, int]:
    port = free_port()
    log = folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "warraq.cli", "serve"],
            env=environment(folder, PORT=str(port), WARRAQ_ADMIN_PASSWORD=PASSWORD),
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + PATIENCE
    while not _is_ready(f"http://127.0.0.1:{port}/healthz"):
        assert process.poll() is None, log.read_text("utf-8")
        if time.monotonic() > deadline:
            process.terminate()
            raise TimeoutError(f"no site after {PATIENCE} seconds:\n{log.read_text('utf-8')}")
        time.sleep(0.3)
    return {"port": port, "pid": process.pid}


def _add_every_block(folder: Path) -> None:
    words = [sys.executable, "-m", "tests.every_block"]
    subprocess.run(words, env=environment(folder), cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)


def _end(pid: int, site: DemoSite) -> None:
    # Another worker may have started it, so it cannot be waited for as a child.
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 20
    while _is_ready(f"{site.url}/healthz") and time.monotonic() < deadline:
        time.sleep(0.2)


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
