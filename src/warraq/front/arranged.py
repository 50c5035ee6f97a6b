"""What a front is to hold, as plain data: its parts in page order, each with pins and the rule that fills the rest.

Nothing here asks the database. An arrangement is kept as JSON, and every change makes a new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.dateparse import parse_datetime

from warraq.changes.keys import list_key

HOME, SECTION = "home", "section"
LEAD, PICKS = "lead", "picks"
STORIES, DOSSIERS, GALLERY, MAP = "stories", "dossiers", "gallery", "map"
TOP = (LEAD, PICKS)
RAILS = (STORIES, DOSSIERS, GALLERY, MAP)
HOLDS_STORIES = (*TOP, STORIES)
LOOKS = ("list", "cards", "views")
NEWEST = "newest"
ORDERS = (NEWEST, "day", "week", "month")  # the newest first, or the most read of a window of `readership`
ANALYTIC = ("analysis", "opinion", "report", "explainer", "interview")
MOST_PARTS, MOST_STORIES, MOST_PINS, MOST_HOURS = 20, 12, 20, 24 * 366


@dataclass(frozen=True)
class Pin:
    """A story that stands at a place, up to a moment if one is given; what the rule finds stands around it."""

    story: int
    until: datetime | None = None
    place: int = 0


@dataclass(frozen=True)
class Rule:
    """What fills a part: of a section or the whole edition, of some forms or all, no older than so many hours."""

    section: int | None = None
    forms: tuple[str, ...] = ()
    hours: int = 0  # 0: however old
    order: str = NEWEST


@dataclass(frozen=True)
class Part:
    """The lead, the picks or a rail."""

    id: str
    kind: str
    count: int = 4
    title: str = ""
    look: str = "cards"
    page: int | None = None  # of a map
    rule: Rule = Rule()
    pins: tuple[Pin, ...] = ()

    @property
    def holds_stories(self) -> bool:
        return self.kind in HOLDS_STORIES

    def with_pins(self, pins: Iterable[Pin]) -> "Part":
        return replace(self, pins=tuple(sorted(pins, key=lambda pin: pin.place)))

    def without(self, story: int) -> "Part":
        return replace(self, pins=tuple(pin for pin in self.pins if pin.story != story))


@dataclass(frozen=True)
class Arranged:
    """A whole front; `hidden` are stories that no rule may bring here."""

    parts: tuple[Part, ...]
    hidden: tuple[int, ...] = field(default=())

    # --- reading -----------------------------------------------------------------------------------------------

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.id == name), None)

    def part_of(self, story: int) -> Part | None:
        """Where a story is pinned."""
        return next((part for part in self.parts if any(pin.story == story for pin in part.pins)), None)

    @property
    def pinned(self) -> list[int]:
        return [pin.story for part in self.parts for pin in part.pins]

    @property
    def ends(self) -> set[datetime]:
        """The moments at which a pin ends."""
        return {pin.until for part in self.parts for pin in part.pins if pin.until}

    # --- changing ----------------------------------------------------------------------------------------------

    def with_story(self, story: int, name: str, order: list[int], until: datetime | None = None) -> "Arranged":
        """The story pinned in a part, which then stands in this order; it leaves wherever else it was pinned.

        What was pinned there takes its place in the order; what has no room left is pinned no longer.
        """
        moved = self.without_story(story)
        target = moved.part(name)
        if target is None:
            return self
        places = {pk: at for at, pk in enumerate(order[: target.count])}
        pins = (*target.pins, Pin(story, until))
        placed = [replace(pin, place=places[pin.story]) for pin in pins if pin.story in places]
        hidden = tuple(pk for pk in moved.hidden if pk != story)
        return replace(moved.with_part(target.with_pins(placed)), hidden=hidden)

    def without_story(self, story: int) -> "Arranged":
        return replace(self, parts=tuple(part.without(story) for part in self.parts))

    def with_hidden(self, story: int) -> "Arranged":
        return replace(self.without_story(story), hidden=tuple(dict.fromkeys((*self.hidden, story))))

    def with_shown(self, story: int) -> "Arranged":
        return replace(self, hidden=tuple(pk for pk in self.hidden if pk != story))

    def with_until(self, story: int, until: datetime | None) -> "Arranged":
        def pins(part: Part) -> tuple[Pin, ...]:
            return tuple(replace(pin, until=until) if pin.story == story else pin for pin in part.pins)

        return replace(self, parts=tuple(replace(part, pins=pins(part)) for part in self.parts))

    def with_part(self, changed: Part) -> "Arranged":
        """The part in place of the one of its name."""
        return replace(self, parts=tuple(changed if part.id == changed.id else part for part in self.parts))

    def with_rail(self, kind: str) -> "Arranged":
        return replace(self, parts=(*self.parts, Part(uuid4().hex[:8], kind)))

    def without_part(self, name: str) -> "Arranged":
        return replace(self, parts=tuple(part for part in self.parts if part.id != name or part.kind in TOP))

    def with_part_moved(self, name: str, step: int) -> "Arranged":
        """A rail so many places further down, or up; it never comes before the lead and the picks."""
        rails = [part for part in self.parts if part.kind not in TOP]
        at = next((number for number, part in enumerate(rails) if part.id == name), None)
        if at is None:
            return self
        rails.insert(min(max(at + step, 0), len(rails) - 1), rails.pop(at))
        return replace(self, parts=(*(part for part in self.parts if part.kind in TOP), *rails))

    def without_pages(self, pages: Iterable[int]) -> "Arranged":
        """Without what shows pages that go away."""
        gone = set(pages)
        kept = [part for part in self.parts if not {part.page, part.rule.section} & gone]
        parts = (replace(part, pins=tuple(pin for pin in part.pins if pin.story not in gone)) for part in kept)
        return Arranged(tuple(parts), tuple(pk for pk in self.hidden if pk not in gone))

    # --- as it is kept -----------------------------------------------------------------------------------------

    def as_json(self) -> dict[str, Any]:
        return {"parts": [_part_json(part) for part in self.parts], "hidden": list(self.hidden)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Arranged":
        return cls(tuple(_part(value) for value in data["parts"]), tuple(data.get("hidden", ())))


def _part(value: dict[str, Any]) -> Part:
    pins = tuple(_pin(pin) for pin in value.get("pins", ()))
    rule = dict(value.get("rule", {}))
    rule["forms"] = tuple(rule.get("forms", ()))
    return Part(**{**value, "rule": Rule(**rule), "pins": pins})


def _pin(value: dict[str, Any]) -> Pin:
    return Pin(value["story"], value["until"] and parse_datetime(value["until"]), value["place"])


def _pin_json(pin: Pin) -> dict[str, Any]:
    return {"story": pin.story, "until": pin.until and pin.until.isoformat(), "place": pin.place}


def _part_json(part: Part) -> dict[str, Any]:
    value: dict[str, Any] = {"id": part.id, "kind": part.kind, "count": part.count}
    if part.kind not in TOP:
        value["title"] = part.title
    if part.kind == MAP:
        value["page"] = part.page
    if part.kind == STORIES:
        value["look"] = part.look
    if part.holds_stories:
        rule = part.rule
        value["rule"] = {"section": rule.section, "forms": list(rule.forms), "hours": rule.hours, "order": rule.order}
        value["pins"] = [_pin_json(pin) for pin in part.pins]
    return value


def rail(kind: str, name: str = "", **values: Any) -> Part:
    """A rail with an id, of plain values; `section` and `form` are those of its rule."""
    rule = Rule(section=values.pop("section", None), forms=tuple(filter(None, [values.pop("form", "")])))
    return Part(name or uuid4().hex[:8], kind, rule=rule, **values)


def home(rails: Iterable[Part] = (), lead: Iterable[Pin] = (), picks: Iterable[Pin] = ()) -> Arranged:
    """A home page: the lead, four picks of the forms that say more than the news, then rails."""
    return Arranged((*_top(lead, picks, Rule(), Rule(forms=ANALYTIC)), *rails))


def section(pk: int, lead: Iterable[Pin] = (), picks: Iterable[Pin] = ()) -> Arranged:
    """A section's front: the lead and four stories beside it, then the newest of the section."""
    return Arranged(_top(lead, picks, Rule(section=pk), Rule(section=pk)))


def _top(lead: Iterable[Pin], picks: Iterable[Pin], lead_rule: Rule, picks_rule: Rule) -> tuple[Part, Part]:
    return _with_places(Part(LEAD, LEAD, 1, rule=lead_rule), lead), _with_places(
        Part(PICKS, PICKS, 4, rule=picks_rule), picks
    )


def _with_places(part: Part, pins: Iterable[Pin]) -> Part:
    """The pins in the order they are given."""
    return part.with_pins(replace(pin, place=at) for at, pin in enumerate(pins))


def first_home() -> Arranged:
    """What an edition's front holds before anybody has arranged it."""
    return home([Part("latest", STORIES, 8), Part("dossiers", DOSSIERS), Part("gallery", GALLERY)])


def touched(before: Arranged, after: Arranged) -> set[str]:
    """What differs: the stories pinned elsewhere or otherwise, the parts with other settings, the order of parts.

    That a pin has moved on because another came before it is no difference.
    """
    where = [
        {pin.story: (part.id, pin.until) for part in front.parts for pin in part.pins} for front in (before, after)
    ]
    hidden = [set(front.hidden) for front in (before, after)]
    found = {f"story:{pk}" for pk in where[0].keys() | where[1].keys() if where[0].get(pk) != where[1].get(pk)}
    found |= {f"story:{pk}" for pk in hidden[0] ^ hidden[1]}
    settings = [{part.id: _settings(part) for part in front.parts} for front in (before, after)]
    names = settings[0].keys() | settings[1].keys()
    found |= {f"part:{name}" for name in names if settings[0].get(name) != settings[1].get(name)}
    if [name for name in settings[0] if name in settings[1]] != [name for name in settings[1] if name in settings[0]]:
        found.add("parts")
    return found


def _settings(part: Part) -> Part:
    """Without its pins; a place that is the only one is contested as a whole."""
    return part if part.count == 1 else replace(part, pins=())


def key_of(page: Any) -> str:
    """`front:1:arrangement`, `section:5:arrangement`: cards name their section, and do not change with its front."""
    return list_key(page.key_kind, page.pk, "arrangement")


def default_of(page: Any) -> Arranged:
    """What a front holds before anybody has arranged it."""
    return first_home() if page.key_kind == "front" else section(page.pk)
