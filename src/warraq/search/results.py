"""From what was found to what is printed of it: the card of the page beside the words it was found by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from wagtail.models import get_page_models

from warraq.stories import cards
from warraq.stories.beside import add_credits
from warraq.stories.models import PublicPage

Marked = Sequence[tuple[str, bool]]
_KINDS: dict[str, Promise] = {
    "story": gettext_lazy("story"),
    "dossier": gettext_lazy("dossier"),
    "album": gettext_lazy("album"),
    "videopage": gettext_lazy("video"),
    "fieldmap": gettext_lazy("map"),
    "keyword": gettext_lazy("keyword"),
    "author": gettext_lazy("author"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the results: a page of any kind, its title and a passage with the words that were found in it."""

    kind: str
    page: Any
    title: Marked
    passage: Marked

    @property
    def label(self) -> str:
        """What it is, in the reader's language; a story says its form."""
        return capfirst(self.page.get_form_display() if self.kind == "story" else label_of(self.kind))


def label_of(kind: str) -> str:
    """What a record of a kind is called, in the reader's language."""
    return capfirst(str(_KINDS.get(kind, "")))


def results(hits: Iterable[Any]) -> list[Result]:
    """In the order of the hits; what was withdrawn in the meantime is left out."""
    hits = list(hits)
    pages = {kind: _cards(kind)([hit.pk for hit in hits if hit.kind == kind]) for kind in {hit.kind for hit in hits}}
    found = [(hit, pages[hit.kind].get(hit.pk)) for hit in hits]
    return [Result(hit.kind, page, hit.headline, hit.snippet) for hit, page in found if page and page.listed_at]


def _cards(kind: str) -> Callable[[Sequence[int]], dict[int, Any]]:
    return _stories if kind == "story" else lambda pks: _pages(kind, pks)


def _stories(pks: Sequence[int]) -> dict[int, Any]:
    found = cards.chosen(pks)
    add_credits(list(found.values()))
    return found


def _pages(kind: str, pks: Sequence[int]) -> dict[int, Any]:
    model = _models().get(kind)
    return {page.pk: page for page in model.objects.filter(pk__in=pks).as_links().as_cards()} if model else {}


@cache
def _models() -> dict[str, type]:
    return {model.key_kind: model for model in get_page_models() if issubclass(model, PublicPage)}
