"""A newsroom in a process of its own: does what it is told, one line of JSON each, and answers with a line.

Every story carries a word that stands nowhere else, so that whoever reads a page can tell which stories it shows.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from .running import PATIENCE, environment

SETTINGS = "warraq.conf.settings"
DEEDS: dict[str, Callable[..., Any]] = {}


class Refused(Exception):
    """The newsroom could not do it; the reason as it was said."""


class Desk:
    """The near side: `desk.do("unpublish", 42)`."""

    def __init__(self, site: Path, **variables: str) -> None:
        words = environment(site, DJANGO_SETTINGS_MODULE=SETTINGS, PYTHONUNBUFFERED="1", **variables)
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "warraq.operations.tests.desk"],
            env=words,
            cwd=site,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def do(self, deed: str, *words: Any) -> Any:
        self.process.stdin.write(json.dumps([deed, *words]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the newsroom ended over {deed}"
        answer = json.loads(line)
        if "refused" in answer:
            raise Refused(f"{deed}{words}: {answer['refused']}")
        return answer["done"]

    def wait_until_quiet(self, seconds: float = PATIENCE) -> None:
        """Until nothing in the log is unread and no page waits to be rendered."""
        deadline = time.monotonic() + seconds
        while (left := self.do("what_is_left")) != {}:
            assert time.monotonic() < deadline, f"not quiet after {seconds:.0f} s: {left}"
            time.sleep(0.1)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(PATIENCE)


@contextmanager
def open_desk(site: Path, **variables: str) -> Iterator[Desk]:
    desk = Desk(site, **variables)
    try:
        yield desk
    finally:
        desk.end()


# --- the far side ------------------------------------------------------------------------------------------------


def deed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Something that can be asked for by its name."""
    DEEDS[function.__name__] = function
    return function


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        name, *words = json.loads(line)
        print(json.dumps(_answer(name, words)), flush=True)


def _answer(name: str, words: list[Any]) -> dict[str, Any]:
    from django.db import connection

    connection.close_if_unusable_or_obsolete()
    try:
        return {"done": DEEDS[name](*words)}
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}


@deed
def furnish() -> dict[str, Any]:
    """Two sections in each of two editions, an author, keywords, a dossier, twelve stories; their numbers."""
    from warraq import testing

    made: dict[str, Any] = {"sections": [], "keywords": [], "authors": [], "dossiers": [], "stories": []}
    for code in ("ar", "en"):
        edition = testing.make_edition(code)
        made["authors"].append(testing.make_author(f"author {code}", edition, slug=f"author-{code}").pk)
        made["keywords"] += [testing.make_keyword(f"keyword {code} {number}", edition).pk for number in range(2)]
        made["dossiers"].append(testing.make_dossier(f"dossier {code}", edition).pk)
        sections = [testing.make_section(f"section {code} {slug}", slug, edition) for slug in ("news", "views")]
        made["sections"] += [section.pk for section in sections]
    for number in range(12):
        made["stories"].append(publish(made["sections"][number % 4], f"first{number}x"))
    return made


@deed
def publish(section: int, word: str) -> dict[str, Any]:
    """A new story with this word in its headline and its text, filed everywhere a story can be filed."""
    return _seen(_testing().publish(*_new(section, word)))


@deed
def schedule(section: int, word: str, seconds: float) -> dict[str, Any]:
    """A story that goes out by itself so many seconds from now."""
    from django.utils import timezone

    parent, story = _new(section, word)
    story.go_live_at = timezone.now() + timedelta(seconds=seconds)
    story = _testing().draft(parent, story)
    story.get_latest_revision().publish()
    return _seen(story)


@deed
def publish_many(section: int, words: list[str]) -> list[dict[str, Any]]:
    return [publish(section, word) for word in words]


@deed
def edit(pk: int, word: str, text: str) -> dict[str, Any]:
    """Other words for a story, live or not; it is live afterwards."""
    story = _story(pk)
    story.title, story.standfirst, story.body = f"{word} {text}", text, _testing().paragraphs(f"{word} {text}")
    story.save_revision().publish()
    return _seen(_story(pk))


@deed
def unpublish(pk: int) -> None:
    _story(pk).unpublish()


@deed
def delete(pk: int) -> None:
    _story(pk).delete()


@deed
def move(pk: int, section: int) -> dict[str, Any]:
    _story(pk).move(_section(section), pos="last-child")
    return _seen(_story(pk))


@deed
def rename_section(pk: int, title: str, slug: str) -> None:
    section = _section(pk)
    section.title, section.slug = title, slug
    section.save_revision().publish()


@deed
def rename_author(pk: int, name: str) -> None:
    from warraq.people.models import Author

    author = Author.objects.get(pk=pk)
    author.name = name
    author.save()


@deed
def rename_keyword(pk: int, name: str) -> None:
    from warraq.stories.models import Keyword

    keyword = Keyword.objects.get(pk=pk)
    keyword.name = name
    keyword.save()


@deed
def change_edition(code: str, tagline: str, digits: str, time_zone: str) -> None:
    edition = _testing().make_edition(code)
    edition.tagline, edition.digits, edition.time_zone = tagline, digits, time_zone
    edition.save()


@deed
def pin(pk: int, seconds: float) -> None:
    """To the front page of the story's edition, for so long; what was pinned before no longer is."""
    from django.utils import timezone

    from warraq.front.arranged import LEAD, Pin
    from warraq.front.models import Arrangement, FrontPage
    from warraq.front.working import arrange

    story = _story(pk)
    front = FrontPage.objects.get(edition=story.edition)
    ends = timezone.now() + timedelta(seconds=seconds)
    content = Arrangement.of(front).at(timezone.now())
    lead = replace(content.part(LEAD), pins=(Pin(pk, ends),))
    arrange(front, content.with_part(lead))


@deed
def reads(pk: int) -> int:
    """How often a story has been read, as far as it is added up."""
    from django.db.models import Sum

    from warraq.readership.models import DailyReads

    return DailyReads.objects.filter(story=pk).aggregate(sum=Sum("reads"))["sum"] or 0


@deed
def live() -> list[int]:
    """The stories that readers may open."""
    from warraq.stories.models import StoryPage

    return list(StoryPage.objects.filter(live=True).values_list("pk", flat=True))


@deed
def what_is_left() -> dict[str, int]:
    """What the worker still has to do; empty when that is nothing."""
    from warraq.changes import log
    from warraq.pagestore.consumer import PageStoreConsumer
    from warraq.pagestore.index import IndexCorrupt
    from warraq.pagestore.keeping import site_store
    from warraq.pagestore.upkeep import waiting

    if left := _left_of_the_search():
        return left
    store = site_store()
    try:
        position = PageStoreConsumer(store).load_position()
        if position is None or not log.belongs(position) or not store.index.meta("is_complete"):
            return {"has not begun": 1}
        left = {"unread": log.lag(position).entries, "waiting": waiting(store)}
    except IndexCorrupt:
        return {"has not begun": 1}
    return {name: count for name, count in left.items() if count}


def _left_of_the_search() -> dict[str, int]:
    """Asked of what readers open: the worker holds the writer."""
    from warraq.changes import log
    from warraq.changes.positions import Position
    from warraq.search.reading import SearchAway, opened
    from warraq.search.states import notes

    try:
        index = opened()
    except SearchAway:
        return {"no search index": 1}
    position, waiting = notes(index)
    unread = log.lag(Position.parse(position)).entries if position else 1
    left = {"unread by the search": unread, "waiting in the search": waiting}
    return {name: count for name, count in left.items() if count}


@deed
def search_differs() -> list[str]:
    """Records that the search index misses, or holds without right."""
    from warraq.search.verifying import verify

    verdict = verify()
    return [*verdict.missing, *verdict.extra, *verdict.doubled]


@deed
def stored() -> dict[str, int]:
    """Every address the store knows, with its status."""
    from warraq.pagestore.keeping import site_store

    return dict(site_store().index.select("SELECT path, status FROM page"))


def _testing() -> Any:
    from warraq import testing

    return testing


def _story(pk: int) -> Any:
    from warraq.stories.models import StoryPage

    return StoryPage.objects.get(pk=pk)


def _section(pk: int) -> Any:
    from warraq.stories.models import SectionPage

    return SectionPage.objects.get(pk=pk)


def _new(section: int, word: str) -> tuple[Any, Any]:
    from warraq.dossiers.models import DossierPage
    from warraq.people.models import Author
    from warraq.stories.models import Keyword

    parent = _section(section)
    here = {"edition": parent.edition_id}
    story = _testing().new_story(
        f"{word} headline",
        keywords=Keyword.objects.filter(**here),
        authors=Author.objects.filter(**here),
        dossiers=DossierPage.objects.filter(**here),
        standfirst=f"{word} standfirst",
        body=_testing().paragraphs(f"{word} text"),
    )
    return parent, story


def _seen(story: Any) -> dict[str, Any]:
    """What a reader needs to find it."""
    return {"pk": story.pk, "url": story.url, "section": story.section.url, "section_pk": story.section_id}


if __name__ == "__main__":
    main()
