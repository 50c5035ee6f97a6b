"""Counts the pages that one change refreshes: every front, list, archive, feed and sitemap of the site, some stories.

Nothing is stored and every change is taken back: keys noted while rendering are compared with keys a change names.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import resolve

from warraq.changes.keys import list_key
from warraq.changes.models import Change
from warraq.editions.models import Edition
from warraq.pagestore.addresses import addresses_of, all_addresses
from warraq.pagestore.rendering import render
from warraq.pagestore.views import NotStored
from warraq.related import gathering
from warraq.related.renewing import offers
from warraq.related.words import NearbyWords
from warraq.search.reading import SearchAway
from warraq.stories.models import Byline, RelatedStory, StoryKeyword, StoryPage

SAMPLE = 500  # story pages; a change can reach others only as one of these
KINDS = {"home": "fronts", "section": "fronts", "archive": "archives", "story": "stories"}
COLUMNS = ("fronts", "archives", "stories", "lists", "feeds", "sitemaps", "new")


@dataclass(frozen=True)
class Reach:
    """What one change hits, by kind of page; `new` are pages that there were not before."""

    change: str
    pages: dict[str, int]


@dataclass(frozen=True)
class Rendered:
    """What is known of the site's pages: their keys, and how many of which kind there are."""

    keys: dict[str, set[str]]
    kinds: Counter[str]


def measure_reach() -> tuple[Rendered, list[Reach]]:
    """Render, then publish, edit and withdraw on the site at hand, each taken back at once."""
    newest, old = _subjects()
    site = _render(_wanted([newest, old]))
    changes: dict[str, Callable[[], Any]] = {
        "publish a new story": lambda: _publish_beside(newest),
        "edit the newest story": lambda: _edit(newest),
        "edit an old story": lambda: _edit(old),
        "withdraw the newest story": lambda: StoryPage.objects.get(pk=newest.pk).unpublish(),
        "withdraw an old story": lambda: StoryPage.objects.get(pk=old.pk).unpublish(),
    }
    return site, [_reach(name, change, site) for name, change in changes.items()]


def _stories() -> QuerySet[StoryPage]:
    edition = next(edition for edition in Edition.objects.all() if edition.is_default)
    return StoryPage.objects.filter(edition=edition).listed().order_by("-listed_at", "-pk")


def _subjects() -> tuple[StoryPage, StoryPage]:
    """The newest story, and one in the middle of the archive."""
    stories = _stories()
    if (count := stories.count()) < 2:
        raise RuntimeError("two stories at least are needed: nothing to measure")
    return stories[0], stories[count // 2]


def _wanted(subjects: list[StoryPage]) -> Iterator[str]:
    yield from (path for path in all_addresses() if _name(path) != "story")
    yield from (story.url for story in _sample(subjects))


def _sample(subjects: list[StoryPage]) -> list[StoryPage]:
    """The newest stories, others at even distances, the subjects and all that print one of them as related."""
    numbers = list(_stories().values_list("pk", flat=True))
    chosen = {story.pk for story in subjects} | set(numbers[: SAMPLE // 2])
    chosen |= set(numbers[:: max(1, len(numbers) // (SAMPLE // 2))][: SAMPLE // 2])
    chosen |= set(RelatedStory.objects.filter(related__in=subjects).values_list("story_id", flat=True))
    chosen |= {pk for story in subjects for pk in _offered(story.pk)}
    return list(StoryPage.objects.listed().as_links().filter(pk__in=chosen))


def _offered(pk: int) -> list[int]:
    """The older stories that are looked at again because a story is published; of a hidden one, none."""
    story = gathering.subject(pk)
    try:
        return offers(story, gathering.found_for(story, NearbyWords().near(story))) if story else []
    except SearchAway:
        return []


def _render(paths: Iterator[str]) -> Rendered:
    keys: dict[str, set[str]] = {}
    for path in dict.fromkeys(paths):
        with suppress(NotStored):
            keys[path] = render(path).keys
    return Rendered(keys, Counter(_kind(path) for path in keys))


def _name(path: str) -> str:
    """The name of an address's view; other editions have the same addresses below a word of their own."""
    prefix = next((prefix for prefix in _prefixes() if path.startswith(f"{prefix}/")), "")
    return resolve(path.removeprefix(prefix)).url_name or ""


@cache
def _prefixes() -> list[str]:
    return [edition.prefix for edition in Edition.objects.all() if edition.prefix]


def _kind(path: str) -> str:
    name = _name(path)
    if "sitemap" in name or name == "robots":
        return "sitemaps"
    return "feeds" if name.endswith("_feed") else KINDS.get(name, "lists")


def _reach(name: str, change: Callable[[], Any], site: Rendered) -> Reach:
    with _taken_back() as last:
        change()
        changes = list(Change.objects.filter(pk__gt=last))
        named = {key for entry in changes for key in entry.keys} | _refined_after(changes)
        new = {path for entry in changes for path in addresses_of(entry.subject)} - site.keys.keys()
    hit = Counter(_kind(path) for path, keys in site.keys.items() if keys & named)
    return Reach(name, {kind: hit[kind] for kind in COLUMNS if kind != "new"} | {"new": len(new)})


def _refined_after(changes: list[Change]) -> set[str]:
    """What the related stories found afterwards change at most: the story's own list, and all it is offered to."""
    stories = {int(entry.subject.split(":")[1]) for entry in changes if entry.subject.startswith("story:")}
    return {list_key("story", pk, "related") for story in stories for pk in (story, *_offered(story))}


@contextmanager
def _taken_back() -> Iterator[int]:
    """A transaction that leaves nothing behind; the number of the last change before it."""
    with transaction.atomic():
        yield Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        transaction.set_rollback(True)


def _publish_beside(other: StoryPage) -> None:
    """Publish a story by the newsroom's road, with the section, authors and keywords of another one."""
    story = StoryPage(title=f"{other.title} 2", form=other.form, standfirst=other.standfirst, body=other.body)
    story.live, story.locale = False, other.locale
    story.bylines = [Byline(author=row.author, sort_order=row.sort_order) for row in other.bylines.all()]
    story.story_keywords = [
        StoryKeyword(keyword=row.keyword, sort_order=row.sort_order) for row in other.story_keywords.all()
    ]
    other.get_parent().specific.add_child(instance=story)
    story.save_revision().publish()


def _edit(story: StoryPage) -> None:
    """Change the words of a story that is out."""
    page = StoryPage.objects.get(pk=story.pk)
    page.title = f"{page.title} 2"
    page.save_revision().publish()


def table_of_reach(site: Rendered, reached: list[Reach]) -> list[str]:
    """Lines for the operator: what there is, then what each change hits."""
    total = _stories().count()
    shown = {kind: f"{site.kinds[kind]:,}" for kind in COLUMNS[:-1]} | {"new": ""}
    lines = [
        f"{total:,} stories, of which {site.kinds['stories']:,} pages were rendered: the newest, some of every age, "
        "and all that print a changed one as related; of all other kinds every page",
        _line("", {kind: kind for kind in COLUMNS}, "all"),
        _line("rendered", shown, f"{site.kinds.total():,}"),
    ]
    return lines + [_line(item.change, item.pages, sum(item.pages.values())) for item in reached]


def _line(name: str, cells: dict[str, Any], total: Any) -> str:
    return f"{name:<26}" + "".join(f"{cells[kind]:>10}" for kind in COLUMNS) + f"{total:>10}"
