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
    key = DayKey.of(day or timezone.now().date())
    return hmac.new(key, household(address).encode(), hashlib.sha256).hexdigest()
