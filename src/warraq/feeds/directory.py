"""Every address of the site that readers and machines can open now, for the page store."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any
from urllib.parse import unquote, urlsplit

from warraq.dossiers.models import DossierPage
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.pagestore.addresses import register_all, register_subject
from warraq.people.models import Author
from warraq.readership.addresses import paths_of_section
from warraq.stories.archives import months_of
from warraq.stories.corrections import corrections_path, years_of_corrections
from warraq.stories.models import Keyword, Removal, SectionPage, StandardPage, StoryPage

from .addresses import FORMATS, feed_path, most_read_path
from .corrections import corrections_feed_path
from .places import places_of
from .shards import Shard, all_shards
from .sitemap_rows import NUMBERED

EVERY_MONTH = 12 * 200


def everything() -> Iterator[str]:
    """Fronts and sections, then lists and feeds, then pages from the newest month back."""
    shards = sorted(all_shards(), key=_importance)
    for shard in shards:
        if shard.kind == "pages":
            yield from _paths(shard)
    for edition in Edition.objects.all():
        yield from _lists(edition)
    yield from ("/robots.txt", "/sitemap.xml", "/sitemaps/news.xml")
    for shard in shards:
        yield f"/sitemaps/{shard.name}.xml"
        if shard.kind != "pages":
            yield from _paths(shard)
    # Where a page was taken away for good: nothing links there, but readers and crawlers come by.
    yield from Removal.objects.exclude(address="").order_by("pk").values_list("address", flat=True).iterator()


def _importance(shard: Shard) -> tuple:
    return (shard.kind != "pages", -shard.month.toordinal() if shard.month else 0)


def _paths(shard: Shard) -> Iterator[str]:
    for place in places_of(shard):
        yield unquote(urlsplit(place.address).path)


def _lists(edition: Edition) -> Iterator[str]:
    yield from _feeds(edition)
    yield from (most_read_path(edition, extension) for extension in FORMATS)
    yield from (corrections_feed_path(edition, extension) for extension in FORMATS)
    yield from (corrections_path(edition, year) for year in years_of_corrections(edition))
    yield from (story.url for story in StoryPage.objects.as_links().filter(edition=edition, withdrawn_on__isnull=False))
    for section in SectionPage.objects.listed().filter(edition=edition).select_related("edition"):
        yield from _feeds(section)
        yield from paths_of_section(section)
        yield from (address for _month, address in months_of(section, EVERY_MONTH))
    for kind in ("authors", "keywords"):
        for owner in NUMBERED[kind](edition).select_related("edition").iterator():
            yield from _feeds(owner)
    for fieldmap in FieldMapPage.objects.listed().filter(edition=edition).select_related("edition"):
        yield from _beside(fieldmap)
    for dossier in DossierPage.objects.listed().filter(edition=edition).select_related("edition"):
        yield from _feeds(dossier)


def _feeds(owner: Any) -> list[str]:
    return [feed_path(owner, extension) for extension in FORMATS]


def _beside(fieldmap: FieldMapPage) -> list[str]:
    """What no page of ours links to: the frame for other sites; and the feeds."""
    return [fieldmap.framed_path, *_feeds(fieldmap)]


def _of_map(pk: int) -> Iterator[str]:
    for page in FieldMapPage.objects.listed().filter(pk=pk).select_related("edition"):
        yield page.url
        yield from _beside(page)


def _of_story(pk: int) -> Iterator[str]:
    story = StoryPage.objects.listed().as_links().filter(pk=pk).first()
    if story is None:
        return
    yield story.url
    yield story.section.archive_address(story.edition.day_of(story.listed_at))
    yield f"/sitemaps/{Shard('stories', story.edition, story.listed_at.astimezone(UTC).date()).name}.xml"
    owners = [row.keyword for row in story.story_keywords.select_related("keyword__edition")]
    owners += [row.author for row in story.bylines.select_related("author__edition")]
    for owner in owners:
        yield owner.url
        yield from _feeds(owner)


def _of_section(pk: int) -> Iterator[str]:
    for section in SectionPage.objects.listed().filter(pk=pk).select_related("edition"):
        yield section.url
        yield from _feeds(section)
        yield from paths_of_section(section)


def _of_owner(model: type) -> Any:
    def addresses(pk: int) -> Iterator[str]:
        for owner in model.objects.filter(pk=pk).select_related("edition"):
            yield owner.url
            yield from _feeds(owner)

    return addresses


def _of_page(model: type) -> Any:
    def addresses(pk: int) -> Iterator[str]:
        for page in model.objects.listed().filter(pk=pk).select_related("edition"):
            yield page.url

    return addresses


def _of_removal(pk: int) -> Iterator[str]:
    yield from Removal.objects.exclude(address="").filter(pk=pk).values_list("address", flat=True)


def register() -> None:
    register_all(everything)
    register_subject("story", _of_story)
    register_subject("section", _of_section)
    for model in (Author, Keyword):
        register_subject(model.key_kind, _of_owner(model))
    register_subject(Removal.key_kind, _of_removal)
    for model in (DossierPage, AlbumPage, VideoPage, StandardPage):
        register_subject(model.key_kind, _of_page(model))
    register_subject(FieldMapPage.key_kind, _of_map)
