"""The front of a section: its lead and pins, then its newest stories."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from warraq.stories.cards import Card, chosen, newest
from warraq.stories.models import SectionPage
from warraq.stories.models.sections import FRONT_LENGTH, pictured_first

from .arranged import LEAD, Arranged, Pin
from .composition import Choice, in_force, in_places
from .trying import arranged_at


def compose_section(section: SectionPage, moment: datetime | None = None) -> list[Card]:
    """The stories of a section's front in order. Without pins it asks for the newest alone."""
    moment = moment or timezone.now()
    return composed_section(section, arranged_at(section, moment), moment)[0]


Found = tuple[list[Card], dict[str, list[Choice]]]


def composed_section(
    section: SectionPage, front: Arranged, moment: datetime
) -> tuple[list[Card], dict[str, list[Choice]]]:
    """The stories, and which of them stand in which part."""
    pins = {part.id: [pin for pin in part.pins if in_force(pin, moment)] for part in front.parts}
    pinned = _cards_of([pin for listed in pins.values() for pin in listed], section)
    newest_ = [card for card in newest(FRONT_LENGTH, section=section) if card.pk not in front.hidden]
    return _in_parts(front, pins, pinned, newest_)


def _cards_of(pins: list[Pin], section: Any) -> dict[int, Card]:
    found = chosen(list(dict.fromkeys(pin.story for pin in pins)))
    return {pk: card for pk, card in found.items() if card.listed_at}


def _in_parts(front: Arranged, pins: dict[str, list[Pin]], pinned: dict[int, Card], newest_: list[Card]) -> Found:
    rest = [card for card in newest_ if card.pk not in pinned]
    listed: list[Card] = []
    choices: dict[str, list[Choice]] = {}
    for part in front.parts:
        standing = [pin for pin in pins[part.id] if pin.story in pinned]
        if part.kind == LEAD and not standing:
            rest = pictured_first(rest)
        choices[part.id] = in_places(standing, iter([card.pk for card in rest]), part.count)
        taken = {choice.pk for choice in choices[part.id]}
        of = pinned | {card.pk: card for card in rest if card.pk in taken}
        listed += [of[choice.pk] for choice in choices[part.id]]
        rest = [card for card in rest if card.pk not in taken]
    return [*listed, *rest][:FRONT_LENGTH], choices
