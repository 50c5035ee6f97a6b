"""Keyed hashes of what says who wrote: e-mail addresses for as long as they are needed, networks for some days."""

import hashlib
import hmac
from datetime import date
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac

from warraq.search.limits import household

from .models import DayKey


def email_hash(email: str) -> str:
    """64 hex digits, the same for one address however it is written; empty for none."""
    folded = email.strip().casefold()
    return salted_hmac("warraq.comments.email", folded, algorithm="sha256").hexdigest() if folded else ""


def address_hash(address: str, day: date | None = None) -> str:
    """64 hex digits for a network of one day (of UTC): an IPv4 address, the /64 of an IPv6 one. Empty for none."""
    if not address:
        return ""
    return _hashed(address, DayKey.of(day or timezone.now().date()))


class Networks(NamedTuple):
    """A network's hashes, under today's key and those of earlier days that are still kept; today's of all around it."""

    hashes: tuple[str, ...] = ("",)
    around: str = ""


def networks_of(address: str) -> Networks:
    """What is known of an address; nothing of none. Around it: the /24 of an IPv4 address, the /48 of an IPv6 one."""
    if not address:
        return Networks()
    keys = {row.day: bytes(row.key) for row in DayKey.objects.all()}
    today = timezone.now().date()
    if today not in keys:
        keys[today] = DayKey.of(today)
    hashes = tuple(_hashed(address, keys[day]) for day in sorted(keys, reverse=True))
    return Networks(hashes, _hashed(_around(household(address)), keys[today]))


def _around(network: str) -> str:
    try:
        bits = 24 if ip_address(network).version == 4 else 48
    except ValueError:
        return network
    return str(ip_network((network, bits), strict=False))


def _hashed(address: str, key: bytes) -> str:
    return hmac.new(key, household(address).encode(), hashlib.sha256).hexdigest()
