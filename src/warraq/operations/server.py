"""Runs the site: four processes side by side, and one that ends unasked is started again.

front        what readers meet: stored pages and files, everything else passed on (pagestore/serving)
application  the newsroom and what is not stored, on a socket only the front or a proxy can reach
worker       the clock, the change log, fresh pages
tasks        queued tasks
"""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

GRACE = 10  # seconds a process has for what it is doing
# More than that only take the interpreter from one another.
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
ENDS_BORNE, WITHIN = 5, 60  # so many unasked ends in so many seconds, and starting again is no help
PR_SET_PDEATHSIG = 1
GRANIAN = [sys.executable, "-m", "granian", "--no-ws", "--workers", "1", "--log-level", "warning"]
GRANIAN += ["--workers-kill-timeout", str(GRACE), "--respawn-failed-workers"]
# A line of the header is kilobytes at most; a connection that says nothing is closed.
FRONT = ["--interface", "rsgi", "--factory", "--http", "1", "--loop", "uvloop", "--backlog", "4096"]
FRONT += ["--backpressure", "4096", "--http1-buffer-size", "65536", "--http1-header-read-timeout", "10000"]


@dataclass(frozen=True)
class Plan:
    """What a process is: its name in messages, its command, whether SIGHUP makes it begin anew by itself.

    `socket` is what it leaves behind when it is killed, and could not listen on again.
    """

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    reloads: bool = False
    niceness: int = 0
    socket: Path | None = None


def front(host: str, port: int, config: Path) -> Plan:
    command = [*GRANIAN, *FRONT, "--host", host, "--port", str(port), "warraq.pagestore.serving.front:make"]
    return Plan("the front", command, {"WARRAQ_FRONT": str(config)}, reloads=True)


def application(path: Path, is_shared: bool) -> Plan:
    """`is_shared`: another user's process, such as nginx, comes in by the socket."""
    command = [*GRANIAN, "--interface", "wsgi", "--uds", str(path), "--uds-permissions", "666" if is_shared else "600"]
    command += ["--blocking-threads", str(THREADS), "warraq.conf.wsgi:application"]
    # Readers first: what is stored is sent while this one thinks.
    return Plan("the application", command, {"WARRAQ_BEHIND_FRONT": "1"}, reloads=True, niceness=5, socket=path)


def background() -> list[Plan]:
    words = {"worker": "the background worker", "tasks": "the runner of tasks"}
    return [Plan(name, [sys.executable, "-m", "warraq.cli", word]) for word, name in words.items()]


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

    def __init__(self, plan: Plan, environment: dict[str, str]) -> None:
        self.plan = plan
        self.environment = environment | plan.environment
        self.ends: deque[float] = deque(maxlen=ENDS_BORNE)
        self.start()

    def start(self) -> None:
        if self.plan.socket:
            self.plan.socket.unlink(missing_ok=True)
        # A session of its own: Ctrl-C reaches the supervisor alone, which passes it on once.
        self.process = subprocess.Popen(
            self.plan.command, env=self.environment, start_new_session=True, preexec_fn=self._prepare
        )

    def _prepare(self) -> None:
        """In the new process: on Linux, even a supervisor that is killed leaves no server behind on the port."""
        os.nice(self.plan.niceness)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    def revive(self) -> bool:
        """Start again if it has ended; False when it keeps ending."""
        if self.process.poll() is None:
            return True
        self.ends.append(time.monotonic())
        if len(self.ends) == ENDS_BORNE and self.ends[-1] - self.ends[0] < WITHIN:
            return False
        code = self.process.returncode
        print(f"warraq: {self.plan.name} ended with code {code}; starting it again", file=sys.stderr)
        self.kill()  # what it had started may live on and hold the port
        self.start()
        return True

    def reload(self) -> None:
        """Begin anew without dropping a request; what answers none is simply ended and started."""
        if self.plan.reloads:
            self.process.send_signal(signal.SIGHUP)
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self.kill()
        self.start()

    def kill(self) -> None:
        """Also what it has started itself."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def run(plans: list[Plan], root: Path, is_ready: Callable[[], bool], before_reload: Callable[[], None]) -> int:
    """Start all and wait; SIGTERM and Ctrl-C stop them, a second one at once; SIGHUP begins anew.

    `is_ready` is asked until it says so. The shell's exit code.
    """
    stops: list[int] = []
    reloads: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stops.append(received))
    # A terminal that is closed says the same as an operator who wants a reload.
    on_hangup = stops if os.isatty(0) else reloads
    signal.signal(signal.SIGHUP, lambda received, _frame: on_hangup.append(received))
    environment = {**os.environ, "WARRAQ_SITE": str(root)}
    parts: list[Part] = []
    try:
        parts += [Part(plan, environment) for plan in plans]
        is_well = _watch(parts, stops, reloads, is_ready, before_reload)
    finally:
        _stop(parts, stops)
    if not is_well:
        print("warraq: a process keeps ending; the lines above say why", file=sys.stderr)
    return 0 if is_well else 1


def _watch(
    parts: list[Part],
    stops: list[int],
    reloads: list[int],
    is_ready: Callable[[], bool],
    before_reload: Callable[[], None],
) -> bool:
    """Until asked to stop; False when a part cannot be kept running."""
    is_waited_for = True
    while not stops:
        if reloads:
            reloads.clear()
            before_reload()
            for part in parts:
                part.reload()
        revived = [part.revive() for part in parts]
        if not all(revived):
            return False
        is_waited_for = is_waited_for and not is_ready()
        time.sleep(0.2)
    return True


def says_it_is_ready(host: str, port: int) -> bool:
    """Does /healthz answer 200?"""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(here, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def listens(path: Path) -> bool:
    """Does somebody accept connections on this socket?"""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _stop(parts: list[Part], stops: list[int]) -> None:
    """Ask all to finish; whoever has not when its time is up, or at a second signal, is ended."""
    for part in parts:
        part.process.terminate()
    deadline = time.monotonic() + GRACE + 2
    while any(part.process.poll() is None for part in parts):
        if time.monotonic() > deadline or len(stops) > 1:
            break
        time.sleep(0.05)
    for part in parts:
        part.kill()
