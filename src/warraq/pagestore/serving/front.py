"""The process that readers meet: sends stored pages and files, passes the rest on, stays up when all else is down.

Granian calls `make` (RSGI). It knows no framework, opens no database but the store's index, and
answers what is stored whatever happens behind it.
"""

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from granian.rsgi import ProtocolClosed

from ..negotiation import choose
from . import files, posts
from .config import FrontConfig, read_config
from .measures import Measures
from .memory import Answer, Headers, Held
from .peers import Hosts, Networks, Peers
from .proxy import NEWSROOM_TIME, READERS_TIME, Incomplete, Proxy, TooLarge, Turnstile, Unavailable
from .shelf import Shelf, as_it_is

LOOK_AROUND = 0.25  # seconds between two looks whether the store is still the same directory
POPULAR_EVERY = 30.0
WORKER_SILENT = 30.0  # seconds without a word, and it is not well
NEWSROOM = "/newsroom/"
BARE = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
PLAIN_PAGE = "<!doctype html><meta charset=utf-8><title>503</title><p>503"


class Front:
    """One site's front."""

    def __init__(self, config: FrontConfig) -> None:
        self.config = config
        self.shelf = Shelf(Path(config.store), config.memory)
        self.hosts = Hosts(config.hosts)
        self.peers = Peers(config.trusted_proxies)
        self.observers = Networks(config.metrics_from)
        self.measures = Measures(self.shelf.memory, Path(config.status))
        self.static_root, self.media_root = Path(config.static), Path(config.media)
        self.proxy = Proxy(config.socket, config.spool)
        self.posts = posts.made(config.posts)
        self._tasks: list[asyncio.Task] = []

    # --- life --------------------------------------------------------------------------------------------------

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.readers = Turnstile(self.config.readers_at_once, self.config.waiting)
        self.newsroom = Turnstile(self.config.newsroom_at_once, self.config.waiting)
        self.measures.under_way = {
            "readers": lambda: self.readers.under_way,
            "newsroom": lambda: self.newsroom.under_way,
        }
        self._tasks = [loop.create_task(self._look_around()), loop.create_task(self._tell_what_is_popular())]
        for post in self.posts.values():
            post.begin(loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for task in self._tasks:
            task.cancel()
        for post in self.posts.values():
            post.end()

    async def _look_around(self) -> None:
        while True:
            self.shelf.look_around()
            await asyncio.sleep(LOOK_AROUND)

    async def _tell_what_is_popular(self) -> None:
        while True:
            await asyncio.sleep(POPULAR_EVERY)
            self.measures.write_popular(Path(self.config.store) / "popular.json")

    # --- one request -------------------------------------------------------------------------------------------

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        headers, path = scope.headers, scope.path
        host = scope.authority or headers.get("host", "")
        if host not in self.hosts and path != "/healthz":
            self._refuse(protocol, 400, "This host is not served here.\n")
        elif scope.method in ("GET", "HEAD") and (held := self.shelf.find(path)) is not None:
            self._send_stored(scope, headers, protocol, held)
        elif scope.method == "POST" and (post := self.posts.get(path)) is not None:
            with suppress(ProtocolClosed):
                status = await post.answer(scope, protocol, headers, host, self._reader(scope, headers))
                self.measures.answers["posts", status] += 1
        else:
            with suppress(ProtocolClosed):
                await self._send_other(scope, protocol, headers, path)

    def _send_stored(self, scope: Any, headers: Any, protocol: Any, held: Held) -> None:
        held.hits += 1
        answer = _best(held, headers.get("accept-encoding", ""))
        # Also for whoever looks after the site, on the machines that may read its figures.
        keys = answer.keys if self.config.tells_keys or self._may_observe(scope, headers) else []
        if answer.tag and _is_known(answer.tag, held.changed_at, headers):
            self.measures.unchanged += 1
            protocol.response_empty(304, answer.unchanged + keys)
            return
        self.measures.hits += 1
        if answer.body:
            protocol.response_bytes(answer.status, answer.headers + keys, answer.body)
        else:
            protocol.response_empty(answer.status, answer.headers + keys)

    async def _send_other(self, scope: Any, protocol: Any, headers: Any, path: str) -> None:
        is_reading = scope.method in ("GET", "HEAD")
        if path == "/healthz":
            await self._send_health(protocol)
        elif path == "/metrics" and is_reading and self._may_observe(scope, headers):
            body = await asyncio.get_running_loop().run_in_executor(None, self.measures.text)
            protocol.response_bytes(200, [("content-type", "text/plain; version=0.0.4; charset=utf-8")], body)
        elif path.startswith("/static/") and is_reading:
            self._send_file(protocol, "static", self._static(headers, path))
        elif path.startswith("/media/") and is_reading:
            self._send_file(protocol, "media", self._media(headers, path))
        else:
            await self._ask_application(scope, protocol, headers, path)

    # --- files -------------------------------------------------------------------------------------------------

    def _static(self, headers: Any, path: str) -> files.Sending | None:
        if path.endswith((".gz", ".br")):
            return None
        file = files.find(self.static_root, path.removeprefix("/static/"))
        if file is None:
            return None
        return files.static(file, headers.get("accept-encoding", ""), headers.get("if-modified-since", ""))

    def _media(self, headers: Any, path: str) -> files.Sending | None:
        file = files.find(self.media_root, path.removeprefix("/media/"))
        if file is None:
            return None
        asked_range = headers.get("range", "") if not headers.get("if-range", "") else ""
        return files.upload(file, asked_range, headers.get("if-modified-since", ""))

    def _send_file(self, protocol: Any, source: str, sending: files.Sending | None) -> None:
        if sending is None:
            self.measures.answers[source, 404] += 1
            protocol.response_str(404, [*BARE, ("x-content-type-options", "nosniff")], "404\n")
            return
        self.measures.answers[source, sending.status] += 1
        if sending.file is None:
            protocol.response_empty(sending.status, sending.headers)
        elif sending.span:
            first, last = sending.span
            protocol.response_file_range(sending.status, sending.headers, str(sending.file), first, last + 1)
        else:
            protocol.response_file(sending.status, sending.headers, str(sending.file))

    # --- what is not stored ------------------------------------------------------------------------------------

    async def _ask_application(self, scope: Any, protocol: Any, headers: Any, path: str) -> None:
        is_newsroom = path.startswith(NEWSROOM)
        turnstile, seconds, largest = (
            (self.newsroom, NEWSROOM_TIME, self.config.largest_upload)
            if is_newsroom
            else (self.readers, READERS_TIME, self.config.largest_body)
        )
        body = b""
        began = time.monotonic()
        try:
            body = await self.proxy.read_body(protocol, headers, largest)
            async with turnstile.turn():
                told = self._told(scope, headers)
                status, _size = await self.proxy.pass_on(scope, protocol, body, told, seconds)
        except TooLarge:
            self._refuse(protocol, 413, "That is too much at once.\n")
            return
        except Incomplete:
            self._refuse(protocol, 408, "The request did not arrive completely.\n")
            return
        except Unavailable:
            self._send_unavailable(scope, protocol, path)
            return
        finally:
            if not isinstance(body, bytes):
                body.close()
        self.measures.answers["newsroom" if is_newsroom else "application", status] += 1
        self.measures.seconds.observe(time.monotonic() - began)

    def _told(self, scope: Any, headers: Any) -> Headers:
        """What we say of the reader, in place of what the reader or anyone else says."""
        return [
            ("X-Forwarded-For", self._reader(scope, headers)),
            ("X-Forwarded-Proto", self.peers.scheme(_peer(scope), scope.scheme, headers)),
        ]

    def _reader(self, scope: Any, headers: Any) -> str:
        """The reader's address."""
        forwarded = ", ".join(value for name, value in headers.items() if name == "x-forwarded-for")
        return self.peers.reader(_peer(scope), forwarded)

    def _send_unavailable(self, scope: Any, protocol: Any, path: str) -> None:
        self.measures.answers["unavailable", 503] += 1
        pages = self.config.unavailable
        page = pages.get(path.lstrip("/").partition("/")[0]) or pages.get("") or PLAIN_PAGE
        headers = [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("retry-after", "5"),
            ("content-security-policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"),
            ("x-content-type-options", "nosniff"),
        ]
        if scope.method == "HEAD":
            protocol.response_empty(503, headers)
        else:
            protocol.response_str(503, headers, page)

    def _refuse(self, protocol: Any, status: int, reason: str) -> None:
        self.measures.answers["refused", status] += 1
        protocol.response_str(status, [*BARE, ("connection", "close")], reason)

    # --- for operators -----------------------------------------------------------------------------------------

    async def _send_health(self, protocol: Any) -> None:
        """200 for as long as readers can be served; the lines below say how the rest is doing."""
        is_reachable = await self.proxy.is_reachable()
        status = self.measures.status()
        silent = time.time() - status.get("at", 0)
        # A database or an application that is away leaves every stored page readable: no reason to send readers
        # elsewhere. Only who has never been reached is not ready yet.
        is_ready = self.proxy.was_reached
        lines = [
            "ok" if is_ready else "starting",
            f"application: {'ok' if is_reachable else 'unreachable'}",
            f"worker: {'ok' if silent < WORKER_SILENT else 'silent'}",
            f"database: {status.get('database', 'unknown')}",
        ]
        protocol.response_str(200 if is_ready else 503, BARE, "\n".join(lines) + "\n")

    def _may_observe(self, scope: Any, headers: Any) -> bool:
        peer = _peer(scope)
        forwarded = headers.get("x-forwarded-for", "")
        if forwarded and not self.peers.is_trusted(peer):
            return False  # through a proxy that nobody has told us of: everybody would look like a neighbour
        return self.peers.reader(peer, forwarded) in self.observers


def _best(held: Held, accepted: str) -> Answer:
    if not held.offered:
        return held.answers[""]
    encoding = choose(accepted, held.offered)
    return held.answers[encoding] if encoding else as_it_is(held)


def _is_known(tag: str, changed_at: int, headers: Any) -> bool:
    """Has the reader this very page already (RFC 9110 §13.2.2)?"""
    asked = headers.get("if-none-match")
    if asked is not None:
        if asked == tag:
            return True
        return asked.strip() == "*" or any(part.strip().removeprefix("W/") == tag for part in asked.split(","))
    return files.is_unchanged(headers.get("if-modified-since", ""), changed_at)


def _peer(scope: Any) -> str:
    return scope.client.rpartition(":")[0].strip("[]")


def make() -> Front:
    """Asked for by Granian (`--factory`)."""
    return Front(read_config())
