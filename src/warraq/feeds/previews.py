"""The picture beside a shared link: the page's card once it has been made, else its picture cut for sharing."""

from dataclasses import dataclass
from typing import Any

from warraq.sharecards.queries import card_of

from .addresses import absolute
from .pictures import share_shot, whole_shot
from .words import one_line


@dataclass(frozen=True)
class Preview:
    """A JPEG and what it shows, for who cannot see it."""

    url: str
    width: int
    height: int
    alt: str


def preview_of(page: Any, picture: Any) -> Preview | None:
    """Of a page with the picture that stands for it; `page` is None for a list."""
    card = card_of(page) if page else None
    if card:
        # The card is mostly words; what its picture shows comes after them.
        words = [one_line(page.title), page.alt if picture else ""]
        return Preview(absolute(card.url), card.width, card.height, " – ".join(part for part in words if part))
    shot = (share_shot(picture) or whole_shot(picture)) if picture else None
    if shot is None:
        return None
    is_lead = page is not None and picture == getattr(page, "lead_picture", None)
    return Preview(shot.url, shot.width, shot.height, page.alt if is_lead else picture.description)
