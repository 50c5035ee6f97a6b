"""How many lines a headline takes on its card, in the face and the width that readers have."""

from dataclasses import dataclass
from typing import Any

from warraq.drawing.lettering import broken_lines
from warraq.front.arranged import LEAD, PICKS, Part

MANY = 12


@dataclass(frozen=True)
class Room:
    """Of a card's headline: face, size and width in CSS pixels, and how many lines look well."""

    face: str
    size: float
    width: float
    lines: int


# As theme/styles/30-parts.css and 40-front.css lay cards out at 1280 and at 390 pixels; the narrower counts.
ROOMS = {
    LEAD: (Room("head", 46.4, 740, 3), Room("head", 29, 358, 4)),
    PICKS: (Room("head", 19, 245, 4), Room("head", 19, 238, 4)),
    "cards": (Room("head", 19, 274, 4), Room("head", 19, 238, 4)),
    "list": (Room("head", 19, 520, 3), Room("head", 19, 330, 3)),
    "views": (Room("text", 20.8, 300, 4), Room("text", 20.8, 330, 4)),
}


def headline_of(card: Any, part: Part) -> str:
    """The words that its card prints: the lead has the whole headline, the others the short one."""
    return card.title if part.kind == LEAD else card.card_title


def excess(headline: str, part: Part) -> tuple[int, int] | None:
    """(lines it takes, lines there are) where a headline is too long for its card."""
    for room in ROOMS[part.kind if part.kind in ROOMS else part.look]:
        taken = len(broken_lines(headline, room.face, room.size, room.width, MANY))
        if taken > room.lines:
            return taken, room.lines
    return None
