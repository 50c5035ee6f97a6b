"""What stands on the strip of an edition now."""

from dataclasses import dataclass
from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from warraq.changes.recording import depends_on
from warraq.editions.models import Edition
from warraq.stories import cards

from .models import Strip, breaking_key

SHOWN = 3


@dataclass(frozen=True)
class Line:
    """What is printed; `name` changes with the words, so that who has put them away is shown new ones."""

    name: str
    text: str
    url: str


def in_force(edition_id: int | None = None) -> QuerySet[Strip]:
    found = Strip.objects.filter(until__gt=timezone.now())
    return found.filter(edition=edition_id) if edition_id else found


def standing(edition: Edition) -> list[Line]:
    """The lines of an edition, the first by priority and then the newest; one whose story is hidden is left out."""
    depends_on(breaking_key(edition.pk))
    rows = list(in_force(edition.pk).order_by("-priority", "-started_at", "-pk").values_list("pk", "text", "story"))
    stories = cards.chosen([story for _pk, _text, story in rows if story])
    lines = []
    for pk, text, number in rows:
        story = stories.get(number)
        if number and not (story and story.listed_at):
            continue
        words = text or story.card_title
        lines.append(Line(f"{pk}-{crc32(words.encode())}", words, story.url if story else ""))
    return lines[:SHOWN]
