"""Stored pages, measured: the front beside nginx and beside a program that only returns bytes, all in one run."""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from urllib.parse import quote

from warraq.pagestore.layout import file_of
from warraq.pagestore.serving.config import FrontConfig
from warraq.pagestore.store import Store

from ..nginx import nginx_config
from ..server import FRONT, GRANIAN
from . import wire
from .peers import BODY
from .wire import CannotMeasure, Load

ROUNDS, SECONDS = 3, 3
CPU_TARGET = 25.0  # µs a request
SHARE_TARGET = 0.45  # of nginx's rate
MISSES_P99_TARGET = 10.0  # ms
NGINX_TARGET = 0.9  # of the rate of nginx over plain files
GZIP = {"Accept-Encoding": "gzip"}


@dataclass
class Contender:
    """Something that answers a page: runs are collected, medians told."""

    page: str
    name: str
    url: str
    process: int
    headers: dict[str, str] = field(default_factory=lambda: dict(GZIP))
    runs: list[Load] = field(default_factory=list)

    def median(self, what: str) -> float:
        return median(getattr(run, what) for run in self.runs)


def measure_serving(store: Store, pages: dict[str, str], say: Callable[[str], None]) -> None:
    """`pages` are stored addresses by name."""
    if len(os.sched_getaffinity(0)) < 2:
        raise CannotMeasure("two cores are needed: one for the server, one for wrk")
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as place, ExitStack() as stack:
        place = Path(place)
        place.chmod(0o755)
        contenders = _contenders(store, pages, place, stack)
        for number in range(ROUNDS + 1):
            for one in contenders:
                run = wire.load(one.url, one.process, SECONDS if number else 1, headers=one.headers)
                if run.wrong:
                    raise CannotMeasure(f"{one.name}: {run.wrong} wrong answers at {one.url}")
                if number:
                    one.runs.append(run)
        _tell(contenders, store, pages, say)
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as place:
        _measure_beside_misses(store, next(iter(pages.values())), Path(place), say)
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as place:
        _measure_memory(store, Path(place), say)


def _contenders(store: Store, pages: dict[str, str], place: Path, stack: ExitStack) -> list[Contender]:
    plain = place / "plain"
    plain.mkdir()
    port, process = stack.enter_context(front(store, place))
    nginx_port, plain_port, nginx = stack.enter_context(_nginx(place, plain))
    made = []
    for name, path in pages.items():
        row = store.index.page(path)
        body = file_of(store.pages, path, "gzip")
        # Under the same long name: letters outside ASCII cost nginx more than a page of bytes.
        beside = file_of(plain, path.rstrip("/") + "/index.html")
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(body.read_bytes())
        bare_port, bare = stack.enter_context(_bare(body))
        address = quote(path)
        made += [
            Contender(name, "nginx, a plain file", f"http://127.0.0.1:{plain_port}{address}index.html", nginx),
            Contender(name, "nginx over the store", f"http://127.0.0.1:{nginx_port}{address}", nginx),
            Contender(name, "Warraq's front", f"http://127.0.0.1:{port}{address}", process),
            Contender(
                name, "Warraq's front, 304", f"http://127.0.0.1:{port}{address}", process,
                GZIP | {"If-None-Match": f'"{row.etag}-gzip"'},
            ),
            Contender(name, "bare Granian, RSGI", f"http://127.0.0.1:{bare_port}/", bare),
        ]  # fmt: skip
    return made


@contextmanager
def front(store: Store, place: Path, **changes: object) -> Iterator[tuple[int, int]]:
    port = wire.free_port()
    for name in ("static", "media", "spool"):
        (place / name).mkdir(exist_ok=True)
    config = FrontConfig(
        store=str(store.root), socket=str(place / "app.sock"), static=str(place / "static"),
        media=str(place / "media"), spool=str(place / "spool"), status=str(place / "status.json"), hosts=["127.0.0.1"],
    )  # fmt: skip
    replace(config, **changes).write(place / "front.json")
    command = [*GRANIAN, *FRONT, "--port", str(port), "warraq.pagestore.serving.front:make"]
    with wire.running(command, {"WARRAQ_FRONT": str(place / "front.json")}) as process:
        wire.wait_for(port)
        yield port, process


@contextmanager
def _bare(body: Path) -> Iterator[tuple[int, int]]:
    port = wire.free_port()
    command = [*GRANIAN, *FRONT, "--port", str(port), "warraq.operations.measuring.peers:bare"]
    with wire.running(command, {BODY: str(body)}) as process:
        wire.wait_for(port)
        yield port, process


@contextmanager
def _nginx(place: Path, plain: Path) -> Iterator[tuple[int, int, int]]:
    """One nginx with the configuration we print, and a server over plain files beside it."""
    port, plain_port = wire.free_port(), wire.free_port()
    user = "user root;" if os.getuid() == 0 else ""
    (place / "site.conf").write_text(nginx_config(port), "utf-8")
    temporary = " ".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"""{user} worker_processes 1; pcre_jit on; daemon off; pid {place}/nginx.pid; error_log {place}/error.log;
        events {{ worker_connections 1024; }}
        http {{
            access_log off; {temporary} keepalive_requests 1000000;
            include {place}/site.conf;
            server {{
                listen {plain_port};
                location / {{ root {plain}; gzip_static always; types {{ text/html html; }} }}
            }}
        }}""",
        "utf-8",
    )
    with wire.running(
        [wire.need("nginx", "nginx-light"), "-p", str(place), "-c", str(place / "nginx.conf")]
    ) as process:
        wire.wait_for(port)
        yield port, plain_port, process


def _tell(contenders: list[Contender], store: Store, pages: dict[str, str], say: Callable[[str], None]) -> None:
    say(f"\nstored pages, gzip, 64 connections, server and wrk on one core each, median of {ROUNDS} × {SECONDS} s")
    say(f"{'page':<18}{'server':<24}{'CPU µs':>8}{'requests/s':>12}{'× nginx':>9}{'p99 ms':>8}   target")
    for name, path in pages.items():
        mine = [one for one in contenders if one.page == name]
        nginx = mine[0].median("rate")
        size = file_of(store.pages, path, "gzip").stat().st_size / 1000
        for one in mine:
            cpu, rate = one.median("cpu"), one.median("rate")
            share = rate / nginx
            say(
                f"{f'{name} ({size:.1f} kB)':<18}{one.name:<24}{cpu:>8.1f}{rate:>12,.0f}{share:>9.2f}"
                f"{one.median('p99'):>8.1f}   {_target(one.name)}"
            )


def _target(name: str) -> str:
    if name.startswith("Warraq"):
        return f"≤ {CPU_TARGET:g} µs, ≥ {SHARE_TARGET:g} × nginx"
    return f"≥ {NGINX_TARGET:g} × a plain file" if "store" in name else ""


def _measure_beside_misses(store: Store, path: str, place: Path, say: Callable[[str], None]) -> None:
    """Hits while eight readers ask for what takes 30 ms of CPU behind, all of the site on one core."""
    command = [*GRANIAN, "--interface", "wsgi", "--uds", str(place / "app.sock"), "--blocking-threads", "8"]
    command.append("warraq.operations.measuring.peers:thinking")
    say("\nhits on 4 connections, front and application on one core")
    with front(store, place) as (port, process), wire.running(command, niceness=5):
        url = f"http://127.0.0.1:{port}{quote(path)}"
        wire.load(url, process, 1, connections=4, headers=GZIP)
        alone = wire.load(url, process, SECONDS, connections=4, headers=GZIP)
        misses: list[Load] = []

        def ask() -> None:
            misses.append(wire.load(f"http://127.0.0.1:{port}/nothing/", process, SECONDS + 2, connections=8))

        asking = threading.Thread(target=ask)
        asking.start()
        beside = wire.load(url, process, SECONDS, connections=4, headers=GZIP)
        asking.join()
    say(f"  alone                        {alone.rate:>9,.0f}/s   p50 {alone.p50:.2f} ms   p99 {alone.p99:.2f} ms")
    say(
        f"  beside 8 misses of 30 ms CPU {beside.rate:>9,.0f}/s   p50 {beside.p50:.2f} ms   p99 {beside.p99:.2f} ms"
        f"   target p99 < {MISSES_P99_TARGET:g} ms   ({misses[0].rate:.0f} misses/s, {misses[0].wrong} refused)"
    )


def _measure_memory(store: Store, place: Path, say: Callable[[str], None]) -> None:
    """The front's memory after every stored page was asked for, with a bound far below what they need."""
    import http.client

    limit = 2_000_000
    rows = store.index.select("SELECT path FROM page WHERE status = 200 AND stale_since IS NULL LIMIT 5000")
    with front(store, place, memory=limit) as (port, process):
        before = wire.memory(process)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for _round in range(2):
            for (path,) in rows:
                connection.request("GET", quote(path), headers=GZIP)
                connection.getresponse().read()
        after = wire.memory(process)
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
        held = next(float(line.split()[1]) for line in lines if line.startswith("warraq_memory_bytes "))
        connection.close()
    say(
        f"\nmemory: {len(rows):,} pages asked for, kept {held / 1e6:.2f} MB of at most {limit / 1e6:g}; "
        f"the processes grew from {before / 1e6:.0f} to {after / 1e6:.0f} MB"
    )


def pages_of(store: Store, story: str) -> dict[str, str]:
    """The pages to be measured, which have to be stored already."""
    pages = {"story": story, "home": "/"}
    for path in pages.values():
        row = store.index.page(path)
        if row is None or row.status != 200 or not row.is_fresh:
            raise CannotMeasure(f"{path} is not stored yet: run `warraq pages build` first")
    return pages
