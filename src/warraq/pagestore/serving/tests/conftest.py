"""A real front and a real application behind it, as two processes, over a store of a few pages."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from warraq.pagestore.serving.config import FrontConfig
from warraq.pagestore.store import Outcome, Rendered, Store

PATIENCE = 30
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "public, max-age=30"),
    ("Surrogate-Key", "a b"),
]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


class Site:
    """The two processes and the store between them."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.root = root
        self.store = Store(root / "store")
        # The name of a socket is short.
        self.short = tempfile.TemporaryDirectory(prefix="warraq-test-")
        for name in ("static", "media", "spool"):
            (root / name).mkdir()
        self.config = FrontConfig(
            store=str(root / "store"),
            socket=f"{self.short.name}/application.sock",
            static=str(root / "static"),
            media=str(root / "media"),
            spool=str(root / "spool"),
            status=str(root / "status.json"),
            hosts=["site.example", ".sub.example"],
            unavailable={"": "<html lang=ar>ليس الآن", "en": "<html lang=en>Not just now"},
        )
        self.config = replace(self.config, **settings)
        self.config.write(root / "front.json")
        self.port = free_port()
        self.processes: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        self.start_application()
        self._run(
            "front", "--interface", "rsgi", "--factory", "--loop", "uvloop", "--http", "1", "--port", str(self.port),
            "warraq.pagestore.serving.front:make", WARRAQ_FRONT=str(self.root / "front.json"),
        )  # fmt: skip
        self.wait(lambda: self.get("/healthz").status == 200)

    def start_application(self) -> None:
        words = ("--interface", "wsgi", "--uds", self.config.socket, "--blocking-threads", "8")
        self._run("application", *words, "warraq.pagestore.serving.tests.behind:application")

    def _run(self, name: str, *words: str, **variables: str) -> None:
        command = [sys.executable, "-m", "granian", "--no-ws", "--log-level", "error", *words]
        self.processes[name] = subprocess.Popen(command, env=os.environ | variables, start_new_session=True)

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def end(self) -> None:
        for name in list(self.processes):
            self.stop(name)
        self.short.cleanup()

    def wait(self, until: Any) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if until():
                    return
            except OSError:
                pass
            assert time.monotonic() < deadline, "it never came about"
            time.sleep(0.05)

    def put(self, path: str, body: str, status: int = 200, headers: list[tuple[str, str]] | None = None) -> None:
        page = Rendered(path, status, "page", body.encode(), headers or HEADERS, {"story:1"})
        assert self.store.put(page, lambda keys: False) is Outcome.STORED

    def get(
        self, path: str, method: str = "GET", body: Any = None, host: str = "site.example", **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            names = {
                name.replace("__", "\0").replace("_", "-").replace("\0", "_"): value for name, value in headers.items()
            }
            connection.request(method, path, body, {"Host": host, **names})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def raw(self, request: bytes, seconds: float = 5) -> bytes:
        """Send bytes as they are; everything that comes back until the other side closes or falls silent."""
        received = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as wire:
            wire.sendall(request)
            try:
                while piece := wire.recv(65_536):
                    received += piece
            except TimeoutError:
                pass
        return received

    def metric(self, line: str) -> float:
        text = self.get("/metrics").body.decode()
        found = [row for row in text.splitlines() if row.startswith(line + " ")]
        return float(found[0].rpartition(" ")[2]) if found else 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("front"))
    running.start()
    yield running
    running.end()


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Any]:
    """A factory of sites with settings of their own."""
    made: list[Site] = []

    def make(**settings: Any) -> Site:
        made.append(Site(tmp_path / str(len(made)), **settings))
        made[-1].start()
        return made[-1]

    (tmp_path / "0").mkdir()
    (tmp_path / "1").mkdir()
    yield make
    for running in made:
        running.end()
