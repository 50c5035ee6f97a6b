"""What Warraq's front is compared with: an application that does nothing but return bytes, and one that only thinks."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BODY = "WARRAQ_BENCH_BODY"  # names the file of the bytes
HEADERS = [
    ("content-type", "text/html; charset=utf-8"),
    ("content-encoding", "gzip"),
    ("cache-control", "public, max-age=30"),
]


class Bare:
    """These bytes, three headers, nothing looked at (RSGI)."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        protocol.response_bytes(200, HEADERS, self.body)


def bare() -> Bare:
    return Bare(Path(os.environ[BODY]).read_bytes())


class Nothing:
    """Takes what is posted and says so (RSGI)."""

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        await protocol()
        protocol.response_empty(204, [("cache-control", "no-store")])


def nothing() -> Nothing:
    return Nothing()


def thinking(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Thirty milliseconds of CPU for every request (WSGI)."""
    until = time.thread_time() + 0.03
    while time.thread_time() < until:
        pass
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"done"]
