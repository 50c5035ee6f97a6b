"""What the board shows of a front: its parts in page order, and at each place what stands there and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.timezone import localtime

from warraq.front.arranged import TOP, Arranged, Part, Pin
from warraq.front.composition import Choice, Composition, in_force
from warraq.front.sections import composed_section
from warraq.readership import figures
from warraq.stories import cards
from warraq.stories.models import StoryPage

from ..readership.wording import in_users_language
from .lengths import excess, headline_of

HOURS = 24


@dataclass
class Place:
    """A place of a part. `waits` is set where the pin's story is not live: `card` stands there from then on."""

    number: int
    part: Part
    card: Any
    pin: Pin | None = None
    waits: bool = False
    goes_live_at: datetime | None = None
    reads: str = ""
    until_then: Any = None  # the card that stands here meanwhile
    zone: Any = None

    @property
    def until_text(self) -> str:
        """The end of its pin as a form field has it, by the clocks of the edition."""
        return f"{localtime(self.pin.until, self.zone):%Y-%m-%dT%H:%M}" if self.pin and self.pin.until else ""

    @property
    def headline(self) -> str:
        return headline_of(self.card, self.part)

    @property
    def excess(self) -> tuple[int, int] | None:
        return excess(self.headline, self.part)


@dataclass
class PartFacts:
    """A part with its places; a part that holds no stories has none."""

    part: Part
    places: list[Place] = field(default_factory=list)
    ended: list[Place] = field(default_factory=list)  # pins whose time is over

    @property
    def numbers(self) -> range:
        """Its places, counted from 0."""
        return range(self.part.count)

    @property
    def is_rail(self) -> bool:
        return self.part.kind not in TOP


def choose(page: Any, front: Arranged, moment: datetime) -> dict[str, list[Choice]]:
    """Which stories readers would get of this, whichever kind of front it is."""
    if page.key_kind == "section":
        return composed_section(page, front, moment)[1]
    return Composition(page, front, moment).chosen


def order_of(page: Any, front: Arranged, part: Part, moment: datetime) -> list[int]:
    """The stories of a part by their places as the board shows them: pins that wait are among them."""
    return [pin.story if pin else pk for pin, pk in _rows(part, choose(page, front, moment)[part.id], moment)]


def _rows(part: Part, chosen: list[Choice], moment: datetime) -> list[tuple[Pin | None, int | None]]:
    """For each place (its pin, what stands there now)."""
    pins = {pin.place: pin for pin in part.pins if in_force(pin, moment) and pin.place < part.count}
    now = {choice.place: choice.pk for choice in chosen}
    taken = {pin.story for pin in pins.values()}
    rows = [(pins.get(place), now.get(place)) for place in range(part.count)]
    return [(pin, pk) for pin, pk in rows if pin or (pk and pk not in taken)]


def parts_of(page: Any, front: Arranged, moment: datetime | None = None) -> list[PartFacts]:
    moment = moment or timezone.now()
    chosen = choose(page, front, moment)
    rows = {part.id: _rows(part, chosen[part.id], moment) for part in front.parts if part.holds_stories}
    ended = {part.id: [pin for pin in part.pins if not in_force(pin, moment)] for part in front.parts}
    named = {pk for listed in rows.values() for pin, pk in listed for pk in (pin and pin.story, pk) if pk}
    named |= {pin.story for pins in ended.values() for pin in pins}
    know = _Known(named, page.edition.zone)
    return [
        PartFacts(
            part,
            [
                know.place(part, number, pin, pk)
                for number, (pin, pk) in enumerate(rows.get(part.id, []))
                if know.has(pin, pk)
            ],
            [know.place(part, 0, pin, None) for pin in ended[part.id] if know.has(pin, None)],
        )
        for part in front.parts
    ]


class _Known:
    """Everything of the stories of a board, asked for at once."""

    def __init__(self, numbers: Iterable[int], zone: Any) -> None:
        self.zone = zone
        self.cards = cards.chosen(sorted(numbers))
        drafts = [pk for pk, card in self.cards.items() if not card.listed_at]
        self.hours = dict(StoryPage.objects.filter(pk__in=drafts).values_list("pk", "go_live_at"))
        self.reads = reads_of(self.cards)

    def has(self, pin: Pin | None, pk: int | None) -> bool:
        return (pin.story if pin else pk) in self.cards

    def place(self, part: Part, number: int, pin: Pin | None, pk: int | None) -> Place:
        story = pin.story if pin else pk
        card = self.cards[story]
        waits = not card.listed_at
        then = self.cards.get(pk) if waits and pk != story else None
        return Place(number, part, card, pin, waits, self.hours.get(story), self.reads.get(story, ""), then, self.zone)


def reads_of(numbers: Iterable[int]) -> dict[int, str]:
    """Reads of the last 24 hours, in the digits of whoever looks; of stories that were read."""
    wording = in_users_language()
    hours = figures.hours_of_each(list(numbers), HOURS, timezone.now())
    return {pk: wording.number(sum(counts)) for pk, counts in hours.items() if sum(counts)}


def cards_of_hidden(front: Arranged) -> list[Any]:
    found = cards.chosen(front.hidden)
    return [found[pk] for pk in front.hidden if pk in found]
