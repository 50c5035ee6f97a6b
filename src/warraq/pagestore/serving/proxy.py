"""Passes on to the application what is not stored: whole requests only, a bounded number at once."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import IO, Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from .memory import Headers

logger = logging.getLogger("warraq.front")
READ_SILENCE = 20.0  # seconds between two pieces of a body
WAIT_FOR_TURN = 10.0
READERS_TIME, NEWSROOM_TIME = 60.0, 600.0  # seconds the application may take for an answer
SMALL = 1_000_000  # bytes; what is larger goes through a file
KEPT_WHOLE = 8_000_000  # bytes of an answer that are taken at once, so that a slow reader holds up no thread
LINGERING = 16_000_000  # bytes of a refused body that are still taken
HOP_BY_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding "
    "upgrade content-length expect server date".split()
)
# Only we say these, and nobody may say them for us.
OURS = frozenset("forwarded x-forwarded-for x-forwarded-proto x-forwarded-host x-forwarded-port x-real-ip".split())
SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"


class Unavailable(Exception):
    """The application cannot answer now."""


class TooLarge(Exception):
    """More than may be sent to this address."""


class Incomplete(Exception):
    """The body ended, or paused, before it was all there."""


class Turnstile:
    """Lets a number of requests through at once; some more wait, the rest are sent away."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._waiting_limit = waiting
        self.waiting = 0
        self.under_way = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        if self.waiting >= self._waiting_limit:
            raise Unavailable("too many requests wait")
        self.waiting += 1
        try:
            async with asyncio.timeout(WAIT_FOR_TURN):
                await self._free.acquire()
        except TimeoutError as error:
            raise Unavailable("its turn did not come in time") from error
        finally:
            self.waiting -= 1
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self._free.release()


class Spooled:
    """A body that is being received: in memory while it is small."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._small = bytearray()
        self._file: IO[bytes] | None = None

    def add(self, piece: bytes) -> None:
        if self._file is None and len(self._small) + len(piece) > SMALL:
            self._file = tempfile.TemporaryFile(dir=self._place)  # noqa: SIM115 - closed by whoever sends it
            self._file.write(self._small)
            self._small.clear()
        if self._file is None:
            self._small.extend(piece)
        else:
            self._file.write(piece)

    def whole(self) -> bytes | IO[bytes]:
        if self._file is None:
            return bytes(self._small)
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class Proxy:
    """Connections to the application's socket, kept open."""

    def __init__(self, socket: str, spool: str) -> None:
        self._socket, self._spool = socket, spool
        self._session: aiohttp.ClientSession | None = None
        self.was_reached = False

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(path=self._socket, limit=0, keepalive_timeout=20),
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent", "Content-Type"),
                max_line_size=65_536,
                max_field_size=65_536,
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def is_reachable(self) -> bool:
        """Does the application accept connections?"""
        try:
            async with asyncio.timeout(1):
                _reader, writer = await asyncio.open_unix_connection(self._socket)
        except (OSError, TimeoutError):
            return False
        writer.close()
        self.was_reached = True
        return True

    async def read_body(self, protocol: Any, headers: Any, largest: int) -> bytes | IO[bytes]:
        """The whole body, in memory or, when it is large, in a file. It is never passed on in pieces:
        whoever sends slowly would hold one of the application's few threads."""
        declared = headers.get("content-length", "")
        length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 16 else None
        if length is not None and length > largest + LINGERING:
            raise TooLarge
        body, size = Spooled(self._spool), 0
        try:
            async with asyncio.timeout(READ_SILENCE) as patience:
                async for piece in protocol:
                    patience.reschedule(asyncio.get_running_loop().time() + READ_SILENCE)
                    size += len(piece)
                    if size > largest + LINGERING:
                        raise TooLarge
                    # Most clients read no refusal before they have sent everything.
                    if max(size, length or 0) <= largest:
                        body.add(piece)
            if max(size, length or 0) > largest:
                raise TooLarge
            if length is not None and size != length:
                raise Incomplete
        except TimeoutError as error:
            body.close()
            raise Incomplete from error
        except BaseException:
            body.close()
            raise
        return body.whole()

    async def pass_on(
        self, scope: Any, protocol: Any, body: bytes | IO[bytes], told: Headers, seconds: float
    ) -> tuple[int, int]:
        """Send a request on and its answer back. (status, bytes); Unavailable when there was no answer."""
        method = scope.method
        target = quote(scope.path, safe=SAFE_IN_PATH) + (f"?{scope.query_string}" if scope.query_string else "")
        headers = [*kept_headers(scope.headers.items()), *told]
        if body or method not in ("GET", "HEAD"):
            # Without it, the application would take a body for an empty one.
            headers.append(("Content-Length", str(len(body) if isinstance(body, bytes) else _size(body))))
        try:
            async with self.session.request(
                method,
                URL(f"http://application{target}", encoded=True),
                headers=headers,
                data=body or None,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=5),
            ) as answer:
                self.was_reached = True
                return await _send_back(answer, protocol, method)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(str(error) or type(error).__name__) from error


async def _send_back(answer: aiohttp.ClientResponse, protocol: Any, method: str) -> tuple[int, int]:
    headers = [(name.lower(), value) for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP]
    length = answer.headers.get("Content-Length")
    if method == "HEAD" or answer.status in (204, 304):
        if length is not None and method == "HEAD":
            headers.append(("content-length", length))
        protocol.response_empty(answer.status, headers)
        return answer.status, 0
    pieces, size = [], 0
    async for piece in answer.content.iter_any():
        pieces.append(piece)
        size += len(piece)
        if size > KEPT_WHOLE:
            break
    else:
        protocol.response_bytes(answer.status, headers, b"".join(pieces))
        return answer.status, size
    if length is not None:
        headers.append(("content-length", length))
    transport = protocol.response_stream(answer.status, headers)
    with suppress(Exception):  # a reader who goes away is no fault of ours
        await transport.send_bytes(b"".join(pieces))
        async for piece in answer.content.iter_chunked(256 * 1024):
            await transport.send_bytes(piece)
            size += len(piece)
    return answer.status, size


def kept_headers(items: Iterable[tuple[str, str]]) -> Headers:
    """What of a reader's headers the application may see. Names with `_` would look like others to it (CGI)."""
    return [
        (name, value)
        for name, value in items
        if "_" not in name and name.lower() not in HOP_BY_HOP and name.lower() not in OURS
    ]


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size
