"""The real `warraq`, as an operator types it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 400  # seconds; a busy machine prepares a database slowly
OURS = ("WARRAQ_", "DATABASE_URL", "DJANGO_", "PORT", "PYTEST_")


def environment(site: Path, **variables: str) -> dict[str, str]:
    """This process's, without what speaks to Warraq, and with these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"WARRAQ_SITE": str(site), "WARRAQ_DATA": str(site / "data")} | variables


def warraq(site: Path, *words: str, feed: bytes = b"", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "warraq.cli", *words],
        input=feed,
        env=environment(site, **variables),
        cwd=site,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Answer:
    status: int
    text: str


@dataclass
class Server:
    """A running `warraq serve`."""

    site: Path
    port: int
    process: subprocess.Popen
    log: Path
    started: float = field(default_factory=time.monotonic)

    def get(self, path: str, host: str = "") -> Answer:
        headers = {"Host": host} if host else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode())

    def wait_until_ready(self) -> None:
        """Until it greets, which it does once it answers."""
        deadline = self.started + PATIENCE
        while "newsroom/" not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.1)

    @property
    def output(self) -> str:
        return self.log.read_text("utf-8")

    def parts(self) -> list[int]:
        """The processes it supervises."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii")
        return [int(number) for number in children.split()]

    def part(self, word: str) -> int:
        """The supervised process whose command ends so (`worker`, `front:make`); 0 while there is none."""
        for process in self.parts():
            with suppress(OSError):
                if Path(f"/proc/{process}/cmdline").read_text("utf-8").rstrip("\0").endswith(word):
                    return process
        return 0

    def end(self, number: int) -> tuple[int, float]:
        """Send a signal; the exit code, and the seconds it took."""
        before = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(PATIENCE), time.monotonic() - before


def children(process: int) -> set[int]:
    """What a process has started itself."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    return {int(number) for file in found for number in file.read_text("ascii").split()}


def wait_until(comes_about: Callable[[], Any], what: str = "it", seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not comes_about():
        assert time.monotonic() < deadline, f"{what} never came about"
        time.sleep(0.05)


@contextmanager
def serving(site: Path, *words: str, **variables: str) -> Iterator[Server]:
    port = int(variables.setdefault("PORT", str(free_port())))
    log = site / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "warraq.cli", "serve", "--no-demo", *words],
            env=environment(site, **variables),
            cwd=site,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(site, port, process, log)
    try:
        server.wait_until_ready()
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def background_process(site: Path, *words: str, **variables: str) -> Iterator[subprocess.Popen]:
    """One of its commands beside the server, killed at the end."""
    command = [sys.executable, "-m", "warraq.cli", *words]
    words_of_site = environment(site, **variables)
    process = subprocess.Popen(command, env=words_of_site, cwd=site, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)
