"""What is read now, in words: the last half hour by minute, story, section and host."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from warraq.readership import figures
from warraq.readership.counting import OTHER_HOSTS
from warraq.readership.figures import Count
from warraq.stories.models import SectionPage

from . import axes
from .charts import Chart, draw
from .stories import Named, named
from .wording import Wording

LISTED = 20


@dataclass(frozen=True)
class Line:
    """A row of a table: what was read or where from, how often, and how much of it to the end."""

    name: Any
    reads: str
    share: str
    is_address: bool = False


@dataclass(frozen=True)
class Current:
    at: str
    reads: str
    share: str
    stories_read: str
    chart: Chart
    stories: list[Line]
    sections: list[Line]
    hosts: list[Line]


def current(moment: datetime, host: str, wording: Wording) -> Current:
    """Six queries, however much is read."""
    found = figures.now(moment)
    total = figures.total(found.minutes)
    title = gettext("By minute, last 30 minutes")
    return Current(
        at=wording.clock(moment),
        reads=wording.number(total.reads),
        share=wording.share(total),
        stories_read=wording.number(len(found.stories)),
        chart=draw("minutes", title, found.minutes, axes.minutes(wording), wording),
        stories=_stories(found.stories, wording),
        sections=_sections(found.stories, figures.sections_now(moment), wording),
        hosts=_hosts(found.hosts, _own(host), wording),
    )


def _line(name: Any, count: Count, wording: Wording, is_address: bool = False) -> Line:
    return Line(name, wording.number(count.reads), wording.share(count), is_address)


def _stories(counts: dict[int, Count], wording: Wording) -> list[Line]:
    first = list(counts)[:LISTED]
    stories: dict[int, Named] = named(first)
    return [_line(stories[number], counts[number], wording) for number in first]


def _sections(stories: dict[int, Count], section_of: dict[int, int], wording: Wording) -> list[Line]:
    counts = _added((section_of[number], count) for number, count in stories.items() if number in section_of)
    titles = dict(SectionPage.objects.filter(pk__in=counts).values_list("pk", "title"))
    return [_line(titles.get(number, ""), count, wording) for number, count in counts.items()]


def _hosts(hosts: dict[str, Count], own: set[str], wording: Wording) -> list[Line]:
    """Elsewhere by name; our own names are one line, and so are readers who came from nowhere in particular."""
    counts = _added(("." if host in own else host, count) for host, count in hosts.items())
    words = {
        "": gettext("directly, or not told"),
        ".": gettext("within the site"),
        OTHER_HOSTS: gettext("other sites"),
    }
    lines = list(counts.items())[:LISTED]
    return [_line(words.get(host, host), count, wording, is_address=host not in words) for host, count in lines]


def _own(host: str) -> set[str]:
    """The site's names as beats tell them: of its settings, and the one the newsroom was called by."""
    return {name.lower().removeprefix("www.") for name in (settings.BASE_HOST, host.partition(":")[0])}


def _added(counts: Iterable[tuple[Any, Count]]) -> dict[Any, Count]:
    """The counts of each, the most read first."""
    sums: dict[Any, Count] = defaultdict(Count)
    for key, count in counts:
        sums[key] += count
    return dict(sorted(sums.items(), key=lambda item: -item[1].reads))
