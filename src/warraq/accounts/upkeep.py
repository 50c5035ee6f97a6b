"""What is kept of signing in goes when its time is over: sessions, where they were from, counts of attempts."""

import time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from .models import Count

HOURLY = 3_600


def forget_ended() -> int:
    """Remove what has ended; how many rows that was."""
    now = timezone.now()
    ended, _each = Session.objects.filter(expire_date__lt=now).delete()
    gone, _each = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    counts, _each = Count.objects.filter(expires__lt=now).delete()
    return ended + gone + counts


class AccountsUpkeep:
    """The worker's part, once an hour."""

    def __init__(self) -> None:
        self._next = 0.0

    def round(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + HOURLY
            forget_ended()
