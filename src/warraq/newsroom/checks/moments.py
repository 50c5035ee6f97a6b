"""Moments that contradict each other."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .findings import Finding


def moments(page: Any) -> Iterator[Finding]:
    start, end, now = page.go_live_at, page.expire_at, timezone.now()
    if end and end <= now:
        yield Finding("expire_at", _("The moment at which the page is taken away has passed."))
    elif start and end and end <= start:
        yield Finding("expire_at", _("The page is to be taken away before it goes out."))
    if start and start <= now and not page.live:
        yield Finding("go_live_at", _("The moment at which the page was to go out has passed: it goes out at once."))
