"""Selectors of the lists of the most read."""

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on
from warraq.stories import cards
from warraq.stories.cards import Card

from .models import MostRead, Window

KEPT = 20  # places of a list that are kept, so that one withdrawn story leaves no gap
SHOWN = 10


def most_read_key(edition_id: int, section_id: int, window: str) -> str:
    """`edition:1:most-read-day`, `section:5:most-read-week`: named by whatever shows the list."""
    owner = ("section", section_id) if section_id else ("edition", edition_id)
    return list_key(*owner, f"most-read-{window}")


def most_read(edition_id: int, window: Window, section_id: int = 0, count: int = SHOWN) -> list[Card]:
    """The most read live stories of an edition, or of one section of it, in order; empty below the floor."""
    depends_on(most_read_key(edition_id, section_id, window))
    rows = MostRead.objects.filter(edition=edition_id, section=section_id, window=window).order_by("place")
    places = list(rows.values_list("story", flat=True)[:KEPT])
    found = cards.chosen(places)
    listed = [found[pk] for pk in places if pk in found and found[pk].listed_at]
    return [card for card in listed if not section_id or card.section.pk == section_id][:count]
