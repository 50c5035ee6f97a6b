"""Caches in front that can be told what has changed, as backends of Wagtail's `frontend_cache`.

Wagtail's own write an error into the log and go on; these raise it, wait for a few seconds at most, and know keys.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from wagtail.contrib.frontend_cache.backends import BaseBackend

from .headers import SEPARATORS

TIMEOUT = 5  # seconds; whoever waits is a thread of its own
LONGEST_HEADER = 4_000  # bytes of keys in one request


class PurgeFailed(Exception):
    """A cache did not do what it was told; the sentence is for the operator."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None  # a purge that is sent on to another address, as GET, has purged nothing


_OPENER = build_opener(_NoRedirect)


class Cache(BaseBackend):
    """What ours share. `KEYS` names the header in which pages carry keys; then it is told those, not addresses."""

    usual_address = ""
    most_keys = 256
    # Can it be told that everything has changed?
    knows_everything = False

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.address = (params.get("ADDRESS") or self.usual_address).rstrip("/")
        self.zone, self.keys, self.token = params.get("ZONE", ""), params.get("KEYS", ""), params.get("TOKEN", "")

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def ask(self, method: str, url: str, headers: dict[str, str], data: Any = None) -> bytes:
        body = None if data is None else json.dumps(data).encode()
        request = Request(url, body, headers | {"User-Agent": "Warraq"}, method=method)
        try:
            with _OPENER.open(request, timeout=TIMEOUT) as answer:
                return answer.read(100_000)
        except HTTPError as error:
            with error:
                raise PurgeFailed(f"{error.code} {error.reason} from {urlsplit(url).netloc}") from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise PurgeFailed(f"{urlsplit(url).netloc} does not answer: {reason}") from error


class HttpCache(Cache):
    """Varnish, Squid or nginx by `PURGE`: of an address, or of any address with the keys in the header they share."""

    def purge_batch(self, urls: Iterable[str]) -> None:
        for url in urls:
            parts = urlsplit(url)
            # It may have forgotten the page by itself, or never had it: some say 404 then.
            self._send(self.address + parts.path, {"Host": parts.netloc}, {404})

    def purge_keys(self, keys: Sequence[str]) -> None:
        for piece in pieces(keys, SEPARATORS.get(self.keys.lower(), " "), self.most_keys):
            self._send(self.address + "/", {self.keys: piece}, set())

    def _send(self, url: str, headers: dict[str, str], forgiven: set[int]) -> None:
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            self.ask("PURGE", url, headers)
        except PurgeFailed as error:
            if getattr(error.__cause__, "code", None) not in forgiven:
                raise


class Fastly(Cache):
    """`ZONE` is the number of the service."""

    usual_address = "https://api.fastly.com"
    knows_everything = True

    def purge_keys(self, keys: Sequence[str]) -> None:
        for piece in pieces(keys, " ", self.most_keys):
            self._send("purge", {"Surrogate-Key": piece})

    def purge_everything(self) -> None:
        self._send("purge_all", {})

    def _send(self, what: str, headers: dict[str, str]) -> None:
        self.ask("POST", f"{self.address}/service/{self.zone}/{what}", headers | {"Fastly-Key": self.token})


class Cloudflare(Cache):
    """By address, or with `KEYS = "Cache-Tag"` by key."""

    usual_address = "https://api.cloudflare.com"
    knows_everything = True
    most_keys = most_addresses = 30

    def purge_batch(self, urls: Iterable[str]) -> None:
        urls = list(urls)
        for start in range(0, len(urls), self.most_addresses):
            self._send({"files": urls[start : start + self.most_addresses]})

    def purge_keys(self, keys: Sequence[str]) -> None:
        for start in range(0, len(keys), self.most_keys):
            self._send({"tags": list(keys[start : start + self.most_keys])})

    def purge_everything(self) -> None:
        self._send({"purge_everything": True})

    def _send(self, data: dict[str, Any]) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        answer = self.ask("POST", f"{self.address}/client/v4/zones/{self.zone}/purge_cache", headers, data)
        try:
            is_done = json.loads(answer)["success"]
        except (ValueError, KeyError, TypeError) as error:
            raise PurgeFailed("Cloudflare's answer cannot be read") from error
        if not is_done:
            raise PurgeFailed(f"Cloudflare refused: {answer.decode('utf-8', 'replace')[:300]}")


def pieces(keys: Sequence[str], blank: str, most: int) -> Iterator[str]:
    """The keys in as many headers as are needed."""
    piece: list[str] = []
    length = 0
    for key in keys:
        if piece and (len(piece) == most or length + len(key) > LONGEST_HEADER):
            yield blank.join(piece)
            piece, length = [], 0
        piece.append(key)
        length += len(key) + len(blank)
    if piece:
        yield blank.join(piece)


@contextmanager
def errors_raised() -> Iterator[None]:
    """Wagtail's own backends only log what went wrong: here it is an error, so that the purge is tried again."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    ear, logger = Ear(logging.ERROR), logging.getLogger("wagtail.frontendcache")
    logger.addHandler(ear)
    try:
        yield
    finally:
        logger.removeHandler(ear)
    if heard:
        raise PurgeFailed(heard[0])
