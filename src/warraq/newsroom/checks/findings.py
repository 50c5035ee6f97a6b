"""What a check is and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How much a check weighs."""

    OFF = "off", _("off")
    HINT = "hint", _("hint")
    WARN = "warn", _("warning")
    BLOCK = "block", _("blocks publishing")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a sentence for the editor, the form field and the block of it where it stands.

    `about` tells it from others at the same place, in no language. `shown` holds (where, direction, line as meant).
    """

    field: str
    message: Any
    block: str = ""
    about: str = ""
    shown: tuple[tuple[str, str, str], ...] = ()
    check: str = ""
    level: str = ""
    may_override: bool = False

    def of(self, check: "Check", level: str, may_override: bool) -> "Finding":
        return replace(self, check=check.name, level=level, may_override=may_override)


@dataclass(frozen=True)
class Check:
    """`find` reads a page as it would go out, in memory; `why` tells an editor what the check is for."""

    name: str
    label: Any
    why: Any
    usual: str
    find: Callable[[Any], Iterator[Finding]]
