"""A site whose worker is stepped by hand: the log is read, the index follows, lists are found."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from warraq import testing
from warraq.changes.models import Change
from warraq.changes.runner import Runner
from warraq.related.consumer import RelatedConsumer
from warraq.related.renewing import Renewer
from warraq.search.upkeep import SearchUpkeep
from warraq.stories.models import RelatedStory, StoryPage

# Each with words that none of the others has.
SUBJECTS = {
    "river": "النهر السد المياه الفيضان الضفة الري الجفاف منسوب القناة الأمطار الخزان المزارعون الحقول التدفق الحوض",
    "match": "المباراة الفريق الهدف الملعب اللاعب الدوري المدرب الحكم الجمهور الكأس الهجوم الدفاع البطولة النقاط",
    "market": "السوق الأسعار التضخم المصرف الدينار الصادرات الاستثمار الأسهم الفائدة الميزانية الضرائب التجارة العملة",
}


def text_about(subject: str, seed: int, words: int = 60) -> str:
    """Words of a subject in an order of their own."""
    random, known = Random(seed), SUBJECTS[subject].split()
    return " ".join(random.choice(known) for _ in range(words)) + "."


def story_about(subject: str, seed: int, **fields: Any) -> StoryPage:
    """A published story; seeds tell stories of one subject apart."""
    body = testing.paragraphs(text_about(subject, seed), text_about(subject, seed + 1000))
    known = SUBJECTS[subject].split()
    first, second = known[seed % len(known)], known[(seed * 7 + 3) % len(known)]
    return testing.make_story(**{"title": f"{first} و{second} {seed}", "body": body} | fields)


def listed(story: StoryPage) -> list[int]:
    """The numbers of the stories its page may list."""
    rows = RelatedStory.objects.filter(story=story.pk).order_by("rank")
    return list(rows.values_list("related_id", flat=True))


def last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def refined_since(last: int) -> set[str]:
    """The keys of lists that the log says are other ones."""
    rows = Change.objects.filter(pk__gt=last, kind=Change.Kind.REFINED)
    return {key for row in rows for key in row.keys if key.endswith(":related")}


class Worker:
    """What the worker's rounds do for related stories, a round whenever it is told to."""

    def __init__(self) -> None:
        self.search = SearchUpkeep()
        self.runner = Runner(RelatedConsumer())
        self.renewer = Renewer()

    def read_on(self) -> None:
        """Let the consumer read what the log has."""
        while self.runner.step():
            pass

    def follow(self) -> None:
        """Let the index follow, and be built where there is none."""
        while self.search.work(60):
            pass
        while self.search.follow():
            pass

    def renew(self) -> int:
        done = 0
        self.renewer.rest()
        while count := self.renewer.step(60):
            done += count
        return done

    def settle(self) -> int:
        """Go on until nothing is left to do; how many stories were looked at."""
        self.read_on()
        self.follow()
        return self.renew()


@pytest.fixture(autouse=True)
def _index_of_its_own(settings: Any, tmp_path: Any) -> None:
    settings.WARRAQ_SEARCH = tmp_path / "search"


@pytest.fixture
def worker(db: None) -> Iterator[Worker]:
    found = Worker()
    found.settle()
    yield found
    found.search.end()
