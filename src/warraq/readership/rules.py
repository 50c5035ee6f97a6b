"""What counts as a read. Everything that decides it stands here; docs/readership.md says it in words.

A *beat* is what a page tells: opened and looked at (`open`), or read to its end (`end`). Knows no framework.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import parse_qsl

from crawleruseragents import is_crawler

LONGEST_BODY = 1_024  # bytes
LATEST = 24 * 3_600  # seconds after which a beat is told too late to be counted
# Of one browser at one address: so many reads of one story a day. A carrier gives one address to many readers, and
# many of these have the same telephone: the first five of them are counted. Whoever loads a page again and again is
# counted five times.
CAP = 5
# Of one browser, and of one network on one story, in a minute: what is more is a burst and no reading.
BROWSER_A_MINUTE = 30
NETWORK_A_MINUTE = 600
NETWORK_BITS = {4: 24, 6: 48}  # what one household or carrier's exit has of an address
HINT_COOKIE = "warraq_desk"  # says that an editor is signed in here
OPEN, END = "open", "end"

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_VIEW = re.compile(r"[0-9a-f]{16}")
_STORY = re.compile(r"[1-9][0-9]{0,17}")
_AGE = re.compile(r"[0-9]{1,6}")
_LONGEST_HOST = 100
_PREFETCHING = ("purpose", "sec-purpose", "x-purpose", "x-moz")


class NotABeat(Exception):
    """The body is none that our pages send."""


@dataclass(frozen=True, slots=True)
class Beat:
    """What a page tells. `age`: seconds since it happened, `view`: the page view's own random number."""

    story: int
    view: str
    part: str
    age: int
    host: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who tells it: only what a hash is made of. Lives as long as the request."""

    address: str
    browser: str

    @property
    def network(self) -> str:
        """The address without what distinguishes one machine of a household from another."""
        try:
            found = ip_address(self.address)
        except ValueError:
            return self.address
        found = (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
        bits = found.max_prefixlen - NETWORK_BITS[found.version]
        return str(type(found)(int(found) >> bits << bits))


def read_beat(body: bytes) -> Beat:
    """The beat of a form-encoded body; NotABeat for anything else."""
    if len(body) > LONGEST_BODY:
        raise NotABeat
    try:
        said = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=8))
    except ValueError as error:
        raise NotABeat from error
    story, view, part, age = said.get("s", ""), said.get("v", ""), said.get("p", ""), said.get("a", "0")
    if not (_STORY.fullmatch(story) and _VIEW.fullmatch(view) and part in (OPEN, END) and _AGE.fullmatch(age)):
        raise NotABeat
    host = said.get("r", "").lower()
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        host = ""
    return Beat(int(story), view, part, int(age), host.removeprefix("www."))


def source_of(address: str, headers: Mapping[str, str]) -> Source:
    """The address as the front knows it (proxies are believed only where they are listed), and what the browser says
    of itself and its reader's languages."""
    return Source(address, f"{headers.get('user-agent') or ''}\n{headers.get('accept-language') or ''}")


def may_count(headers: Mapping[str, str], honours_do_not_track: bool) -> bool:
    """Whether this browser is heard at all: no robot, no fetch in advance, no editor, nobody who objects."""
    if honours_do_not_track and (headers.get("dnt") == "1" or headers.get("sec-gpc") == "1"):
        return False
    if any("prefetch" in (headers.get(name) or "").lower() for name in _PREFETCHING):
        return False
    if f"{HINT_COOKIE}=" in (headers.get("cookie") or ""):
        return False
    return not is_robot(headers.get("user-agent") or "")


@lru_cache(maxsize=4_096)
def is_robot(browser: str) -> bool:
    """A known one, by the list of crawler-user-agents, or one that does not say what it is."""
    return len(browser) < 20 or len(browser) > 1_000 or is_crawler(browser)
