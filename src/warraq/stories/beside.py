"""What a story's page prints beside the story: bylines, keywords, corrections and filings, by prepared queries."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from .cards import Card
from .prepared import Given, Prepared

_STORY = Given("story")


def _rows(model: str, narrow: Callable[[Any], QuerySet]) -> Prepared:
    return Prepared(lambda: narrow(apps.get_model("stories", model).objects.all()))


def _filings() -> QuerySet:
    filings = apps.get_model("stories", "StoryPage").filings.rel.related_model.objects
    return filings.filter(story=_STORY).select_related("dossier").order_by("sort_order")


# Each is asked by `objects(story=…)`.
CREDITS = _rows("Byline", lambda rows: _in_order(rows.filter(story=_STORY)))
TOPICS = _rows("Keyword", lambda rows: rows.filter(story_keywords__story=_STORY).order_by("story_keywords__sort_order"))
ERRATA = _rows("Correction", lambda rows: rows.filter(story=_STORY).order_by("date"))
FILINGS = Prepared(_filings)


def _in_order(bylines: QuerySet) -> QuerySet:
    return bylines.select_related("author__photo").order_by("sort_order")


@lru_cache(maxsize=64)
def _credits_of(count: int) -> Prepared:
    stories = [Given(f"n{number}") for number in range(count)]
    return _rows("Byline", lambda rows: _in_order(rows.filter(story__page_ptr__id__in=stories)))


def add_credits(cards: Sequence[Card]) -> None:
    """Give cards their bylines in order, with authors and photos."""
    if not cards:
        return
    found: dict[int, list[Any]] = {card.pk: [] for card in cards}
    for byline in _credits_of(len(found)).objects(**{f"n{number}": pk for number, pk in enumerate(found)}):
        found[byline.story_id].append(byline)
    for card in cards:
        card.credits = found[card.pk]
