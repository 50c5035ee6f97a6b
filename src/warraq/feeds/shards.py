"""Which sitemap files there are: stories by month of publication, the rest in numbered parts.

A month that is over keeps its file; crawlers fetch again only what grows. No story is counted but those of a
month that holds more than one file takes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil

from warraq.editions.models import Edition
from warraq.front.models import FrontPage
from warraq.stories.models import StoryPage

from .sitemap_rows import NUMBERED, month_span, stories_of

# The protocol allows 50,000 addresses and 50 MB: Arabic ones, percent-encoded and with pictures, reach the
# second limit first. This many are written within a second.
LIMIT = 10_000

_NAME = re.compile(
    r"(?P<kind>stories|pages|dossiers|albums|videos|maps|authors|keywords)-(?P<code>[a-z]{2,3}(?:-[a-z]+)?)"
    r"(?:-(?P<year>[12]\d{3})-(?P<month>\d{2}))?(?:-(?P<number>[1-9]\d{0,3}))?"
)


@dataclass(frozen=True)
class Shard:
    """One sitemap file: a kind of page of an edition; of stories, one month of them (UTC)."""

    kind: str
    edition: Edition
    month: date | None = None
    number: int = 1

    @property
    def name(self) -> str:
        parts = [self.kind, self.edition.code]
        parts += [f"{self.month:%Y-%m}"] if self.month else []
        parts += [str(self.number)] if self.number > 1 else []
        return "-".join(parts)

    @property
    def rows(self) -> slice:
        return slice((self.number - 1) * LIMIT, self.number * LIMIT)


def shard_named(name: str) -> Shard | None:
    """The shard of a file name; None for a name of another form or of an unknown edition."""
    found = _NAME.fullmatch(name)
    if not found or (found["kind"] == "stories") != bool(found["year"]):
        return None
    edition = Edition.objects.filter(code=found["code"]).first()
    if edition is None or found["number"] == "1":
        return None
    try:
        month = date(int(found["year"]), int(found["month"]), 1) if found["year"] else None
    except ValueError:
        return None
    return Shard(found["kind"], edition, month, int(found["number"] or 1))


def all_shards() -> Iterator[Shard]:
    for edition in Edition.objects.all():
        FrontPage.objects.note_lists([edition])
        if FrontPage.objects.filter(edition=edition, listed_at__isnull=False).exists():
            yield Shard("pages", edition)
        for kind, rows in NUMBERED.items():
            for number in range(ceil(rows(edition).count() / LIMIT)):
                yield Shard(kind, edition, number=number + 1)
        yield from _story_shards(edition)


def _story_shards(edition: Edition) -> Iterator[Shard]:
    """Hops from month to month by the index; empty months have no file."""
    StoryPage.objects.note_lists([edition])
    moments = stories_of(edition).values_list("listed_at", flat=True)
    moment, roomy_until = moments.first(), None
    while moment:
        start, end = month_span(moment.astimezone(UTC).date().replace(day=1))
        if roomy_until is None or end > roomy_until:
            # Every month up to the one of this story, LIMIT places further on, has room in one file.
            beyond = moments.filter(listed_at__gte=start)[LIMIT : LIMIT + 1]
            roomy_until = next(iter(beyond), datetime.max.replace(tzinfo=UTC))
        files = 1
        if roomy_until < end:
            files = ceil(moments.filter(listed_at__gte=start, listed_at__lt=end).count() / LIMIT)
        for number in range(1, files + 1):
            yield Shard("stories", edition, start.date(), number)
        moment = moments.filter(listed_at__gte=end).first()
