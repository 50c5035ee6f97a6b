"""wrk on one core, whatever answers on the other; what that cost, from /proc."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CORE, CLIENT_CORE = 0, 1
UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}


class CannotMeasure(Exception):
    """What is missing on this machine, and what to install."""


@dataclass(frozen=True)
class Load:
    """One run of wrk: requests a second, milliseconds of latency, answers that were no 2xx or 3xx, CPU in µs a request
    of the server's processes."""

    rate: float
    p50: float
    p99: float
    wrong: int
    cpu: float


def need(program: str, package: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        raise CannotMeasure(f"no {program} here: apt-get install {package}")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], environment: dict[str, str] | None = None, niceness: int = 0) -> Iterator[int]:
    """A server on a core of its own; its process number. Ended, with its children, at the end."""

    def prepare() -> None:
        os.sched_setaffinity(0, {SERVER_CORE})
        os.nice(niceness)

    process = subprocess.Popen(
        command, env=os.environ | (environment or {}), start_new_session=True, preexec_fn=prepare, stdout=sys.stderr
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise CannotMeasure(f"nothing listens on port {port}") from None
            time.sleep(0.1)


def load(
    url: str,
    process: int,
    seconds: int = 3,
    connections: int = 64,
    headers: dict[str, str] | None = None,
    pause: int = 0,
    script: Path | None = None,
) -> Load:
    """Ask one address as fast as it goes, or with `pause` milliseconds between a connection's requests, or as a script
    of wrk's says."""
    command = [need("wrk", "wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    pausing = None
    if pause:
        script = pausing = Path(tempfile.gettempdir()) / f"warraq-bench-{os.getpid()}.lua"
        script.write_text(f"function delay() return {pause} end\n", "ascii")
    if script:
        command += ["-s", str(script)]
    before = cpu_seconds(process)
    try:
        done = subprocess.run(
            [*command, url],
            capture_output=True,
            text=True,
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CORE}),
        )
    finally:
        if pausing:
            pausing.unlink(missing_ok=True)
    spent = cpu_seconds(process) - before
    return read_wrk(done.stdout, spent)


def read_wrk(text: str, cpu: float) -> Load:
    """What wrk printed, as numbers."""
    requests = int(_found(r"(\d+) requests in", text))
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    percentiles = dict(re.findall(r"^\s+(50|99)%\s+(\S+)", text, re.MULTILINE))
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return Load(
        rate=float(_found(r"Requests/sec:\s+(\S+)", text)),
        p50=milliseconds(percentiles["50"]),
        p99=milliseconds(percentiles["99"]),
        wrong=(int(wrong[1]) if wrong else 0) + (sum(map(int, errors.groups())) if errors else 0),
        cpu=cpu / requests * 1e6 if requests else 0.0,
    )


def milliseconds(written: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", written).groups()
    return float(number) * UNITS[unit]


def cpu_seconds(process: int) -> float:
    """User and system time of a process and those it has started, as far as they live."""
    return sum(_cpu_of(one) for one in tree(process))


def memory(process: int) -> int:
    """Resident bytes of the process and those it has started."""
    pages = 0
    for one in tree(process):
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE")


def tree(process: int) -> list[int]:
    found = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                found += tree(int(child))
    except OSError:
        pass
    return found


def _cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise CannotMeasure(f"wrk said nothing of {pattern!r}:\n{text}")
    return found[1]
