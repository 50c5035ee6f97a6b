"""Stores many new live stories at once, as complete as if each had been published by hand.

A batch is one transaction: pages in the tree, story rows, bylines, keywords, related stories, references,
search rows, audit rows and one row of the change log that names every key, or none of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from warraq.changes.keys import list_key
from warraq.changes.models import Change
from warraq.feeds.handlers import note_end_of_news
from warraq.feeds.places import NEWS_AGE
from warraq.stories.lists import listings_of
from warraq.stories.models import Byline, RelatedStory, SectionPage, StoryKeyword, StoryPage

from .indexing import Link, index_stories, note_references
from .nearness import nearest_stories
from .rows import insert_instances, insert_values, reserve_ids


@dataclass
class NewStory:
    """A story that is not in the database yet, with the ids of its authors and keywords in order."""

    page: StoryPage
    authors: list[int] = field(default_factory=list)
    keywords: list[int] = field(default_factory=list)


def store_stories(stories: Sequence[NewStory], subject: str) -> None:
    """Write the stories with all that belongs to them; each page knows its section, texts and moment."""
    pages = [story.page for story in stories]
    with transaction.atomic():
        bylines, keywords = store_for_readers(stories, subject)
        note_references(pages, bylines, keywords)
        index_stories(pages)
        _insert_audit(pages, subject)


def store_for_readers(stories: Sequence[NewStory], subject: str) -> tuple[list[Link], list[Link]]:
    """Write what readers' pages are made of and its change, without the newsroom's search, references and audit."""
    pages = [story.page for story in stories]
    with transaction.atomic():
        _place_in_tree(pages)
        _insert_pages(pages)
        bylines = _insert_links(stories, Byline, "author", role="")
        keywords = _insert_links(stories, StoryKeyword, "keyword")
        _insert_related(stories)
        _note_ends_of_news(pages)
        Change.objects.note(Change.Kind.IMPORTED, subject, _keys(stories))
    return bylines, keywords


def _place_in_tree(pages: list[StoryPage]) -> None:
    """Give the pages the next paths below their sections; the sections' rows are held until the end."""
    below = defaultdict(list)
    for page in pages:
        below[page.section_id].append(page)
    rows = Page.objects.select_for_update().filter(pk__in=below).order_by("pk")
    for section in rows.only("path", "depth", "url_path"):
        _place_below(section, below[section.pk], SectionPage.is_private(section))
    for pk, children in below.items():
        Page.objects.filter(pk=pk).update(numchild=F("numchild") + len(children))


def _place_below(section: Page, pages: list[StoryPage], is_private: bool) -> None:
    depth = section.depth + 1
    children = Page.objects.filter(path__startswith=section.path, depth=depth)
    last = children.order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    for number, page in enumerate(pages, start=step + 1):
        page.path = Page._get_path(section.path, depth, number)
        page.depth, page.numchild = depth, 0
        page.url_path = f"{section.url_path}{page.slug}/"
        page.listed_at = None if is_private else page.published_at


def _insert_pages(pages: list[StoryPage]) -> None:
    kind = ContentType.objects.get_for_model(StoryPage)
    for page, number in zip(pages, reserve_ids(Page, len(pages)), strict=True):
        page.content_type = kind
        page.pk = page.id = number
    insert_instances(Page, pages)
    insert_instances(StoryPage, pages)
    for page in pages:
        page._state.adding = False


def _insert_links(stories: Sequence[NewStory], model: type[models.Model], target: str, **fixed: str) -> list[Link]:
    """Insert the rows that join stories with their authors or keywords, in order."""
    chosen = [
        (story.page, pk, number)
        for story in stories
        for number, pk in enumerate(story.authors if target == "author" else story.keywords)
    ]
    links = [
        Link(number, page.pk, pk) for number, (page, pk, _) in zip(reserve_ids(model, len(chosen)), chosen, strict=True)
    ]
    rows = [
        (link.pk, link.story, link.target, place, page.listed_at, *fixed.values())
        for link, (page, _, place) in zip(links, chosen, strict=True)
    ]
    insert_values(model, ("id", "story", target, "sort_order", "listed_at", *fixed), rows)
    return links


def _insert_related(stories: Sequence[NewStory]) -> None:
    rows = [
        (story.page.pk, pk, rank)
        for story in stories
        if story.page.listed_at
        for rank, pk in enumerate(nearest_stories(story.page, story.keywords))
    ]
    insert_values(RelatedStory, ("story", "related", "rank"), rows)


def _note_ends_of_news(pages: list[StoryPage]) -> None:
    """Of the few that stand in the news sitemap; an archive is older."""
    oldest = timezone.now() - NEWS_AGE
    for page in pages:
        if page.listed_at and page.listed_at > oldest:
            note_end_of_news(StoryPage, page)


def _insert_audit(pages: list[StoryPage], subject: str) -> None:
    now, data = timezone.now(), {"import": subject}
    names = "page content_type label action timestamp content_changed deleted data".split()
    rows = [(page.pk, page.content_type_id, page.title, "wagtail.publish", now, True, False, data) for page in pages]
    insert_values(PageLogEntry, names, rows)


def _keys(stories: Sequence[NewStory]) -> set[str]:
    keys = set()
    for story in stories:
        page = story.page
        keys |= {page.object_key, *listings_of(page, story.keywords, story.authors)}
        # Any of them may be its keyword's or author's first.
        keys |= {list_key("edition", page.edition_id, name) for name in ("keywords", "authors")}
    return keys
