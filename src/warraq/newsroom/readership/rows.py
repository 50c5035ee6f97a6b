"""Rows of the two reports, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from warraq.readership.figures import BEFORE, Count
from warraq.readership.models import Standing

from .stories import Named
from .wording import UNKNOWN, Wording


@dataclass(frozen=True)
class SpanRow:
    """Reads of a span of days."""

    story: Named
    count: Count
    wording: Wording

    @property
    def pk(self) -> int:
        return self.story.pk

    @property
    def published(self) -> str:
        return _day(self.story.published_at, self.wording)

    @property
    def reads(self) -> str:
        return self.wording.number(self.count.reads)

    @property
    def share(self) -> str:
        return self.wording.share(self.count)

    def exported(self) -> dict[str, Any]:
        return _exported(self.story) | {"reads": self.count.reads, "ends": self.count.ends}


@dataclass(frozen=True)
class AgainRow:
    """An old story that stands out, and what an editor may want to know before opening it."""

    story: Named
    standing: Standing
    wording: Wording

    @property
    def pk(self) -> int:
        return self.story.pk

    @property
    def published(self) -> str:
        return _day(self.story.published_at, self.wording)

    @property
    def updated(self) -> str:
        return _day(self.story.updated_at, self.wording)

    @property
    def reads(self) -> str:
        return self.wording.number(self.standing.day)

    @property
    def mean(self) -> float:
        """Reads on one of the other days of the last thirty."""
        return round(max(0, self.standing.month - self.standing.day) / BEFORE, 1)

    @property
    def usual(self) -> str:
        is_exact = self.mean < 10 and not self.mean.is_integer()
        return self.wording.number(self.mean if is_exact else round(self.mean))

    @property
    def notes(self) -> str:
        found = []
        if self.story.corrected_on:
            found.append(gettext("corrected on %(date)s") % {"date": self.wording.date(self.story.corrected_on)})
        if not self.story.has_dossier:
            found.append(gettext("in no dossier"))
        return pgettext("between names", ", ").join(found)

    def exported(self) -> dict[str, Any]:
        known = {"updated": _iso(self.story.updated_at), "reads": self.standing.day, "usual": self.mean}
        return _exported(self.story) | known | {"notes": self.notes}


def _exported(story: Named) -> dict[str, Any]:
    known = {"number": story.pk, "headline": story.title, "section": story.section_title}
    return known | {"published": _iso(story.published_at)}


def _iso(moment: datetime | None) -> str:
    """The civil day of the site."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date().isoformat() if moment else ""


def _day(moment: datetime | None, wording: Wording) -> str:
    return wording.date(moment) if moment else UNKNOWN
