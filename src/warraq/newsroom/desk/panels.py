"""What every panel of the desk has: rows that are asked for once, a mark by which a newer one is told from an older."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component

from ..readership.wording import Wording, in_users_language
from .scope import Scope, scope_of

SHOWN = 8  # rows of a short panel; a link leads to the rest


@dataclass
class Desk:
    """Whose it is, which part of the site it is about, and when."""

    user: Any
    scope: Scope
    wording: Wording
    now: datetime

    @classmethod
    def of(cls, user: Any) -> "Desk":
        return cls(user, scope_of(user), in_users_language(), timezone.now())

    @cached_property
    def today(self) -> Any:
        return self.wording.style.local_day(self.now)

    def when(self, moment: datetime | None) -> str:
        """“14:05” today, “tomorrow 14:05”, else with its day."""
        if moment is None:
            return ""
        clock = self.wording.clock(moment)
        days = (self.wording.style.local_day(moment) - self.today).days
        words = {0: "%(clock)s", 1: gettext("tomorrow %(clock)s"), -1: gettext("yesterday %(clock)s")}
        return words[days] % {"clock": clock} if days in words else self.wording.hour(moment)


class Panel(Component):
    """A part of the desk. `rows` are dataclasses with a `key`; what they hold besides `quiet` fields makes the mark."""

    name: str
    heading: Any
    empty: Any = ""
    # Whether it stands beside the wide column, and how its number is worded in the row of numbers above.
    is_aside = True

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def is_shown(self) -> bool:
        return True

    @cached_property
    def rows(self) -> Sequence[Any]:
        raise NotImplementedError

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def is_grave(self) -> bool:
        """Does it hold something that is late or wrong?"""
        return False

    @cached_property
    def mark(self) -> str:
        """The same for the same rows, whoever asks."""
        return hashlib.blake2b(repr(self.rows).encode(), digest_size=6).hexdigest()

    def render_html(self, parent_context: Any = None) -> str:
        return super().render_html(parent_context) if self.is_shown else ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        token = get_token(request)
        return {"panel": self, "desk": self.desk, "request": request, "user": request.user, "csrf_token": token}

    @property
    def number(self) -> str:
        return self.desk.wording.number(int(self.count))
