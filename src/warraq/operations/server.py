"""Runs the site: one process answers, one keeps pages fresh, one runs tasks; one that ends unasked is started again."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

NAMES = {"worker": "the background worker", "tasks": "the runner of tasks"}
GRACE = 10  # seconds a process has for what it is doing
THREADS = 4
ENDS_BORNE, WITHIN = 5, 60  # so many unasked ends in so many seconds, and starting again is no help
PR_SET_PDEATHSIG = 1


def commands(host: str, port: int) -> list[list[str]]:
    """What is run side by side."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", "1", "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"]
    server += ["--workers-kill-timeout", str(GRACE), "warraq.conf.wsgi:application"]
    return [server, *([sys.executable, "-m", "warraq.cli", word] for word in NAMES)]


def why_not(host: str, port: int) -> str | None:
    """The reason why nothing can listen there, found out before anything else is begun; None when it can."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        return error.strerror or str(error)
    return None


class Part:
    """One supervised process."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.command = command
        self.environment = environment
        self.ends: deque[float] = deque(maxlen=ENDS_BORNE)
        self.start()

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which passes it on once.
        self.process = subprocess.Popen(
            self.command, env=self.environment, start_new_session=True, preexec_fn=_end_with_the_supervisor
        )

    def revive(self) -> bool:
        """Start again if it has ended; False when it keeps ending."""
        if self.process.poll() is None:
            return True
        self.ends.append(time.monotonic())
        if len(self.ends) == ENDS_BORNE and self.ends[-1] - self.ends[0] < WITHIN:
            return False
        code = self.process.returncode
        print(f"warraq: {self.name} ended with code {code}; starting it again", file=sys.stderr)
        self.kill()  # what it had started may live on and hold the port
        self.start()
        return True

    @property
    def name(self) -> str:
        return NAMES.get(self.command[-1], "the server")

    def kill(self) -> None:
        """Also what it has started itself."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _end_with_the_supervisor() -> None:
    """In the new process: on Linux, even a supervisor that is killed leaves no server behind on the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(host: str, port: int, root: Path, when_ready: Callable[[], None]) -> int:
    """Start both and wait; SIGTERM and Ctrl-C stop both, a second one at once. The shell's exit code."""
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: asked.append(received))
    environment = {**os.environ, "WARRAQ_SITE": str(root), "PORT": str(port)}
    parts = [Part(command, environment) for command in commands(host, port)]
    try:
        is_well = _watch(parts, asked, lambda: _announce(host, port, when_ready))
    finally:
        _stop(parts, asked)
    if not is_well:
        print("warraq: a process keeps ending; the lines above say why", file=sys.stderr)
    return 0 if is_well else 1


def _watch(parts: list[Part], asked: list[int], is_ready: Callable[[], bool]) -> bool:
    """Until asked to stop; False when a part cannot be kept running."""
    is_waited_for = True
    while not asked:
        kept = [part.revive() for part in parts]
        if not all(kept):
            return False
        is_waited_for = is_waited_for and not is_ready()
        time.sleep(0.2)
    return True


def _announce(host: str, port: int, when_ready: Callable[[], None]) -> bool:
    """Say that the site is there, once the server listens."""
    if is_ready := _answers(host, port):
        when_ready()
    return is_ready


def _answers(host: str, port: int) -> bool:
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with socket.create_connection((here, port), timeout=1):
            return True
    except OSError:
        return False


def _stop(parts: list[Part], asked: list[int]) -> None:
    """Ask both to finish; whoever has not when its time is up, or at a second signal, is ended."""
    for part in parts:
        part.process.terminate()
    deadline = time.monotonic() + GRACE + 2
    while any(part.process.poll() is None for part in parts):
        if time.monotonic() > deadline or len(asked) > 1:
            break
        time.sleep(0.05)
    for part in parts:
        part.kill()
