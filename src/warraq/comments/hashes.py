"""Keyed hashes of what says who wrote: e-mail addresses for as long as they are needed, networks for some days."""

import hashlib
import hmac
from datetime import date

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


def address_hashes(address: str) -> tuple[str, ...]:
    """Those of today and of every earlier day whose key is still kept, the newest first; none for no address."""
    if not address:
        return ()
    keys = {row.day: bytes(row.key) for row in DayKey.objects.all()}
    today = timezone.now().date()
    if today not in keys:
        keys[today] = DayKey.of(today)
    return tuple(_hashed(address, keys[day]) for day in sorted(keys, reverse=True))


def _hashed(address: str, key: bytes) -> str:
    return hmac.new(key, household(address).encode(), hashlib.sha256).hexdigest()
