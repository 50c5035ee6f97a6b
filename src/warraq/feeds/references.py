"""Everything the bodies of a feed's stories point to, loaded for all of them at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from warraq.dossiers.models import DossierPage
from warraq.fieldmaps.models import FieldMapPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.language.direction import Direction
from warraq.media.models import Document, Image
from warraq.stories.models import SectionPage, StandardPage, StoryPage

from .addresses import absolute
from .richtext import records_named_in

LINKED = (StoryPage, DossierPage, AlbumPage, VideoPage, FieldMapPage, SectionPage, StandardPage)


@dataclass
class References:
    """Records by id. What is gone or not public is not among them."""

    images: dict[int, Any] = field(default_factory=dict)
    pages: dict[int, Any] = field(default_factory=dict)
    documents: dict[int, Any] = field(default_factory=dict)
    # Of the story that is being written.
    direction: Direction = "rtl"

    def address(self, kind: str, pk: int) -> str | None:
        """The full address of a page or document that rich text names."""
        record = (self.pages if kind == "page" else self.documents).get(pk)
        return absolute(record.url) if record else None


def references_of(stories: Iterable[StoryPage]) -> References:
    """Load what the stories' bodies name, by as many queries for thirty stories as for one."""
    wanted: dict[str, set[int]] = {"image": set(), "page": set(), "document": set()}
    for story in stories:
        for block in story.body.get_prep_value():
            for kind, pk in _named_in(block):
                wanted[kind].add(pk)
    images = Image.objects.in_bulk(wanted["image"]) if wanted["image"] else {}
    documents = Document.objects.in_bulk(wanted["document"]) if wanted["document"] else {}
    return References(images, _public_pages(wanted["page"]), documents)


def _public_pages(wanted: set[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for model in LINKED:
        if missing := wanted - found.keys():
            pages = model.objects.filter(pk__in=missing).select_related("edition")
            pages = pages.select_related("section").defer("body") if model is StoryPage else pages
            # Hidden ones are loaded and noted too: the link appears with them.
            found |= {page.pk: page for page in pages if page.listed_at}
    return found


def _named_in(block: dict[str, Any]) -> Iterator[tuple[str, int]]:
    kind, value = block["type"], block["value"]
    if kind == "picture" and value.get("image"):
        yield "image", value["image"]
    elif kind in ("album", "video", "map", "related") and value.get("page"):
        yield "page", value["page"]
    elif kind == "document" and value.get("document"):
        yield "document", value["document"]
    elif kind == "paragraph":
        yield from records_named_in(value or "")
    elif kind == "fact_box":
        yield from records_named_in(value.get("text") or "")
