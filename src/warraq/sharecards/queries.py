"""What a page's head asks: has the card been made that shows the page as it is now?"""

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on
from warraq.stories.prepared import Given, Prepared

from .face import HEIGHT, WIDTH
from .faces import face_of, has_card
from .models import ShareCard

_MADE = Prepared(lambda: ShareCard.objects.filter(page=Given("page")).values_list("digest", "file"))


@dataclass(frozen=True)
class Card:
    """A card that readers can fetch."""

    url: str
    width: int = WIDTH
    height: int = HEIGHT


def card_key(page: Any) -> str:
    """`story:42:card`"""
    return list_key(page.key_kind, page.pk, "card")


def card_of(page: Any) -> Card | None:
    """The card of a page; None until there is one of what the page says now. An older one says something else."""
    if not has_card(page):
        return None
    depends_on(card_key(page))
    made = next(iter(_MADE.rows(page=page.pk)), None)
    face = face_of(page) if made else None
    if face is None or made[0] != face.digest():
        return None
    return Card(default_storage.url(made[1]))
