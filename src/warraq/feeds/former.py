"""Addresses that only lead on to where something stands now, for a mirror without our program behind it."""

from collections.abc import Iterator

from wagtail.contrib.redirects.models import Redirect

from warraq.pagestore.exporting.redirects import PERMANENT, TEMPORARY, Moved, register_moved
from warraq.people.models import FormerAuthorSlug
from warraq.stories.archives import months_of
from warraq.stories.models import FormerKeyword, FormerSectionSlug, StoryPage

from .directory import EVERY_MONTH


def moved() -> Iterator[Moved]:
    """Short links, former names, and the redirects that the newsroom or an import keeps."""
    for story in StoryPage.objects.live().as_links().iterator():
        yield Moved(story.short_address, story.url)
    yield from _sections()
    for row in FormerAuthorSlug.objects.select_related("author__edition", "edition"):
        yield Moved(row.edition.path(f"/authors/{row.slug}/"), row.author.url)
    for row in FormerKeyword.objects.select_related("keyword__edition"):
        yield Moved(row.keyword.edition.path(f"/keywords/{row.former_id}/"), row.keyword.url)
    for row in Redirect.objects.select_related("redirect_page").order_by("pk").iterator():
        # Without our program nobody looks at what stands behind a question mark.
        if row.link and not {"?", "#"} & set(row.old_path):
            yield Moved(row.old_path, row.link, PERMANENT if row.is_permanent else TEMPORARY)


def _sections() -> Iterator[Moved]:
    for row in FormerSectionSlug.objects.select_related("section__edition", "edition"):
        before, now = row.edition.path(f"/{row.slug}/"), row.section.url
        yield Moved(before, now)
        for _month, address in months_of(row.section, EVERY_MONTH):
            yield Moved(before + address.removeprefix(now), address)
        for story in StoryPage.objects.live().as_links().filter(section=row.section).iterator():
            yield Moved(before + story.url.removeprefix(now), story.url)


def register() -> None:
    register_moved(moved)
