"""A site that runs, with a story to write under, and readers who write."""

import http.client
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from warraq.conf.scaffold import scaffold
from warraq.operations.tests.prepared import Prepared
from warraq.operations.tests.readers import PATIENCE, Answer
from warraq.operations.tests.running import Server, environment, serving

FORM = "application/x-www-form-urlencoded"
# The tests' readers come from networks of their own.
TOML = '\n[server]\ntrusted_proxies = ["127.0.0.1"]\n'
PASSWORD = "reeds-and-ink-861"
BEGIN = "import django; django.setup()\n"
MAKE_STORY = "from warraq.testing import make_story; story = make_story(); print(story.pk, story.url)"


@dataclass
class Place:
    """The site, its story, and what its database says."""

    site: Path
    server: Server
    story: int
    url: str

    @property
    def form(self) -> str:
        return f"/_/comments/{self.story}/"

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            connection.request(
                method,
                quote(path, safe="/?=&%#"),
                body,
                {name.replace("_", "-"): value for name, value in headers.items()},
            )
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def run(self, code: str) -> str:
        return run(self.site, code)

    def rows(self, sql: str, *values: object) -> list[tuple]:
        with closing(sqlite3.connect(self.site / "data" / "warraq.sqlite3", timeout=20)) as database:
            return database.execute(sql, values).fetchall()


@dataclass
class Writer:
    """A reader with a network of their own who sends one comment, over and over until it is taken in."""

    place: Place
    number: int
    text: str
    statuses: list[int] = field(default_factory=list)

    def write(self) -> bool:
        """Whether it was taken in within a minute or so."""
        fields, deadline = None, time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                fields = fields or self._fields()
                if fields and self._send(fields).status in (201, 303):
                    return True
            except (OSError, http.client.HTTPException):
                self.statuses.append(0)  # the server was away
            time.sleep(0.3)
        return False

    def _fields(self) -> dict[str, str] | None:
        answer = self.place.ask("GET", f"{self.place.form}ticket", X_Forwarded_For=self.network)
        self.statuses.append(answer.status)
        if answer.status != 200:
            return None
        ticket = json.loads(answer.text)["ticket"]
        return {"name": f"reader {self.number}", "text": self.text, "ticket": ticket}

    def _send(self, fields: dict[str, str]) -> Answer:
        headers = {"Content_Type": FORM, "X_Forwarded_For": self.network}
        answer = self.place.ask("POST", self.place.form, urlencode(fields), **headers)
        self.statuses.append(answer.status)
        return answer

    @property
    def network(self) -> str:
        return f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"


def run(site: Path, code: str) -> str:
    """Run a piece of code in the site's own settings; what it prints."""
    words = environment(site, DJANGO_SETTINGS_MODULE="warraq.conf.settings")
    command = [sys.executable, "-W", "ignore", "-c", BEGIN + code]
    return subprocess.run(command, env=words, cwd=site, check=True, capture_output=True, text=True).stdout


@contextmanager
def running_place(folder: Path, prepared: Prepared) -> Iterator[Place]:
    """A site on SQLite with one story, until the end of the block."""
    scaffold(folder)
    with (folder / "warraq.toml").open("a", encoding="utf-8") as words:
        words.write(TOML)
    prepared.lay_all(folder / "data")
    with serving(folder, WARRAQ_ADMIN_PASSWORD=PASSWORD) as server:
        story, url = run(folder, MAKE_STORY).split()
        yield Place(folder, server, int(story), url)
