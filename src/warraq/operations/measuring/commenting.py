"""What readers' comments cost: judging one, storing one, a flood of them, and the queue that a flood leaves.

Everything is done in a transaction that is taken back: on a site nobody works on, since it holds the database.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from warraq.comments import posting
from warraq.comments.defence import tickets, waiting
from warraq.comments.defence.arrivals import ARRIVALS
from warraq.comments.defence.judging import judge, ticket_for
from warraq.comments.defence.sameness import OVERDONE_TEXTS
from warraq.comments.models import Comment, State
from warraq.comments.verdicts import Facts
from warraq.newsroom.moderation.access import Reach
from warraq.newsroom.moderation.filters import Wanted
from warraq.newsroom.moderation.grouping import page_of
from warraq.newsroom.moderation.rows import rows_of
from warraq.stories.models import StoryPage

from .wire import CannotMeasure

JUDGED, POSTED, ROWS = 500, 300, 100_000
BATCH = 500
_WORDS = (
    "المدينة النهر الأسعار الحكومة التجار الخبز الوقود المدارس القرى الشباب العمل الوزارة الأرقام البنك الناس الوعود "
    "السوق الشركة الطريق المزارع المحصول الماء الكهرباء الطبيب المعلم القانون البرلمان الصحيفة الكاتب القارئ"
).split()
_OFFER = "أرباح يومية مضمونة من البيت بدون خبرة، تواصلوا معنا الآن على الخاص وابدأوا بمبلغ بسيط، عرض رقم {}"


@dataclass
class Flood:
    """What became of so many posts."""

    became: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def stored(self) -> int:
        return sum(count for state, count in self.became.items() if state in State.values)


def measure_commenting(posts: int, say: Callable[[str], None]) -> None:
    story = StoryPage.objects.listed().order_by("-listed_at", "-pk").first()
    if story is None:
        raise CannotMeasure("a story is needed: run `warraq bench fill 1000` first")
    tickets.EARLIEST = 0  # nobody waits here
    say(f"comments on this site, {connection.vendor}; everything is taken back")
    with _taken_back():
        say(_line("judge a comment", _timed(lambda number: _judge(story, number), JUDGED)))
    with _taken_back():
        took = _timed(lambda number: _post(story, ordinary(number), f"reader {number}"), POSTED)
        say(f"{_line('post a comment', took)}, {len(took) / sum(took):,.0f} a second")
    for name, text, networks in _floods(posts):
        with _taken_back():
            ARRIVALS.forget()
            OVERDONE_TEXTS.forget()
            waiting.forget()
            say(f"flood of {posts:,}: {name}")
            _say_flood(flood(story, posts, text, networks), say)
    with _taken_back():
        _fill_queue(story)
        say(f"a queue of {ROWS:,} waiting comments")
        for name, query in _queue(story).items():
            say(_line(name, _timed(lambda number, query=query: query(), 20)))


def flood(story: StoryPage, posts: int, text: Callable[[int], str], networks: int) -> Flood:
    """Post so many comments to a story, from so many networks."""
    result, before = Flood(), time.perf_counter()
    for number in range(posts):
        result.became[_post(story, text(number), f"bot {number % networks}")] += 1
    result.seconds = time.perf_counter() - before
    return result


def ordinary(number: int) -> str:
    """A comment like no other."""
    dice = random.Random(number)
    return f"{' '.join(dice.choices(_WORDS, k=24))} {number}"


def _floods(posts: int) -> Iterator[tuple[str, Callable[[int], str], int]]:
    yield "one text with another number each, from 1,000 networks", _OFFER.format, 1_000
    yield "all texts different, each from a network of its own", ordinary, posts
    yield "all texts different, from 10 networks", ordinary, 10


def _say_flood(result: Flood, say: Callable[[str], None]) -> None:
    total = sum(result.became.values())
    say(f"  {result.seconds:,.1f} s, {result.seconds / total * 1e6:,.0f} µs a post; {result.stored:,} stored")
    for what, count in result.became.most_common():
        say(f"  {count:>9,} {what}")


def _judge(story: StoryPage, number: int) -> Any:
    comment = Comment(story=story, edition=story.edition, name="ليلى", text=ordinary(number), posted_at=timezone.now())
    return judge(comment, Facts(f"judged {number}", form=ticket_for(story)))


def _post(story: StoryPage, text: str, network: str) -> str:
    """The state of the comment, or the status of the refusal."""
    try:
        return posting.submit(story, posting.Words("ليلى", text), Facts(network, form=ticket_for(story))).state
    except posting.Refused as error:
        return f"refused with {error.status}"


def _fill_queue(story: StoryPage) -> None:
    """Half of it a few texts again and again, half of it texts like no other."""
    now, known = timezone.now(), {"story": story, "edition": story.edition, "name": "ليلى", "state": State.WAITING}
    for start in range(0, ROWS, BATCH):
        numbers = range(start, start + BATCH)
        prints = [f"{number % 100 if number % 2 else number:032}" for number in numbers]
        rows = [
            Comment(**known, text=_OFFER.format(number), posted_at=now, fingerprint=mark)
            for number, mark in zip(numbers, prints, strict=True)
        ]
        Comment.objects.bulk_create(rows)


def _queue(story: StoryPage) -> dict[str, Callable[[], Any]]:
    """The newsroom's own pages of it, as far as they ask the database."""
    reach = Reach()

    def page(**filters: Any) -> list[Any]:
        wanted = Wanted.read(filters, reach)
        return rows_of(page_of(wanted.comments(), wanted.order, wanted["after"], wanted.fits).groups, reach)

    first = Comment.objects.waiting().order_by("pk").values_list("pk", flat=True)[0]
    return {
        "the oldest that wait": page,
        "those of a story": lambda: page(story=story.pk),
        "those like one": lambda: page(alike=first + 1),
        "those with a word": lambda: page(q="النهر"),
    }


def _timed(deed: Callable[[int], Any], times: int) -> list[float]:
    """Seconds of each."""
    took = []
    deed(-1)
    for number in range(times):
        before = time.perf_counter()
        deed(number)
        took.append(time.perf_counter() - before)
    return took


def _line(name: str, took: list[float]) -> str:
    cuts = quantiles(took, n=100)
    return f"{name}: p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms"


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
