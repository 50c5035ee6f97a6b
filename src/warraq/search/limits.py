"""How often one reader may ask: a bucket of tokens for each address, in this process alone, without a service."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

REMEMBERED = 20_000  # addresses; whoever was not seen for longest is forgotten first
NETWORK_BITS = 64  # of an IPv6 address: one household has all that follow


@dataclass(slots=True)
class Bucket:
    """What an address may still ask at once, as of a moment."""

    tokens: float
    at: float


class Limiter:
    """So many requests at once, and as many again in every minute; 0 means no limit."""

    def __init__(self, setting: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._setting, self._clock = setting, clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._guard = Lock()

    def wait(self, request: HttpRequest) -> int:
        """Seconds until this reader may ask again; 0 where the request may pass, and is counted."""
        allowed = getattr(settings, self._setting)
        if not allowed:
            return 0
        a_second = allowed / 60
        with self._guard:
            bucket = self._bucket(household(request.META.get("REMOTE_ADDR", "")), allowed, a_second)
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return ceil((1 - bucket.tokens) / a_second)

    def forget(self) -> None:
        with self._guard:
            self._buckets.clear()

    def _bucket(self, address: str, allowed: int, a_second: float) -> Bucket:
        """The reader's bucket, filled up to this moment and put last in the line of those to be forgotten."""
        now = self._clock()
        bucket = self._buckets.pop(address, None) or Bucket(allowed, now)
        bucket.tokens = min(allowed, bucket.tokens + (now - bucket.at) * a_second)
        bucket.at = now
        self._buckets[address] = bucket
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket


def household(address: str) -> str:
    """Who shares a limit: an IPv4 address, or the network of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Address(int(found) >> NETWORK_BITS << NETWORK_BITS))


SEARCHES = Limiter("WARRAQ_SEARCHES_A_MINUTE")
SUGGESTIONS = Limiter("WARRAQ_SUGGESTIONS_A_MINUTE")
