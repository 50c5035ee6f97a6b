"""Fills the front: pinned stories first, then rules, no story twice, no heading without items.

A pure function of the front, its arrangement and a moment; `chosen` tells the newsroom which story came from where.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from warraq.changes.recording import depends_on
from warraq.dossiers.models import DossierPage
from warraq.editions.models import prefix_of
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.stories import cards
from warraq.stories.beside import add_credits
from warraq.stories.prepared import Given, Prepared

from .arranged import GALLERY, LEAD, MAP, STORIES, TOP, Arranged, Part, Pin, Rule
from .candidates import Candidate, find
from .trying import arranged_at

NEWEST = 24  # among which the lead is looked for


@dataclass
class Rail:
    """One strip of the front, ready to print."""

    kind: str
    title: str
    items: list[Any]
    url: str = ""
    look: str = "cards"


@dataclass(frozen=True)
class Choice:
    """A story at a place of a part; by its pin, or by the rule."""

    pk: int
    place: int
    pin: Pin | None = None


@dataclass
class Composition:
    """The front as readers get it at `moment`: stories are chosen by number first, then loaded all at once."""

    front: Any
    arranged: Arranged
    moment: datetime

    def build(self) -> dict[str, Any]:
        chosen = self.chosen
        stories = cards.chosen([choice.pk for choices in chosen.values() for choice in choices])
        of = {name: [stories[choice.pk] for choice in choices] for name, choices in chosen.items()}
        lead, picks = ([story for part in self._of(kind) for story in of[part.id]] for kind in TOP)
        rails = [self._rail(part, of.get(part.id, [])) for part in self.arranged.parts if part.kind not in TOP]
        signed = [story for rail in rails if rail.look == "views" for story in rail.items] + lead
        add_credits(signed)
        return {
            "lead": lead[0] if lead else None,
            "picks": picks,
            "rails": [rail for rail in rails if rail.items],
            "newest_at": max((story.published_at for story in stories.values()), default=None),
        }

    def _of(self, kind: str) -> list[Part]:
        return [part for part in self.arranged.parts if part.kind == kind]

    # --- which stories -----------------------------------------------------------------------------------------

    @cached_property
    def chosen(self) -> dict[str, list[Choice]]:
        """The stories of each part that holds some, by the part's name; none stands twice."""
        parts = [part for part in self.arranged.parts if part.holds_stories]
        pins = {part.id: [pin for pin in part.pins if in_force(pin, self.moment)] for part in parts}
        numbers = [pin.story for part in parts for pin in pins[part.id]]
        open_, lists = find(self.front.edition_id, numbers, self._wanted(parts), self.moment)
        used = open_ | set(self.arranged.hidden)
        found = {}
        for part, candidates in zip(parts, lists, strict=True):
            standing = [pin for pin in pins[part.id] if pin.story in open_]
            found[part.id] = in_places(standing, unused(by_rule(part, candidates), used), part.count)
            used |= {choice.pk for choice in found[part.id]}
        return found

    def _wanted(self, parts: list[Part]) -> list[tuple[Rule, int]]:
        # A list may lose as many items as stand elsewhere, so that many more are asked for.
        wanted, spare = [], len(self.arranged.hidden) + len(self.arranged.pinned)
        for part in parts:
            wanted.append((part.rule, max(part.count + spare, NEWEST if part.kind == LEAD else 0)))
            spare += part.count
        return wanted

    # --- what is printed ---------------------------------------------------------------------------------------

    def _rail(self, part: Part, stories: list[Any]) -> Rail:
        if part.kind == STORIES:
            return self._stories_rail(part, stories)
        if part.kind == MAP:
            return self._map_rail(part)
        return self._gallery_rail(part) if part.kind == GALLERY else self._dossier_rail(part)

    def _stories_rail(self, part: Part, stories: list[Any]) -> Rail:
        name, url = self._sections.get(part.rule.section or 0, ("", ""))
        return Rail(STORIES, part.title or name or _("Latest"), stories, url, part.look)

    @cached_property
    def _sections(self) -> dict[int, tuple[str, str]]:
        """Name and address of the sections that rails are of."""
        wanted = sorted({part.rule.section for part in self._of(STORIES) if part.rule.section})
        if not wanted:
            return {}
        depends_on(*(f"section:{pk}" for pk in wanted))
        rows = _sections(len(wanted)).rows(**{f"n{number}": pk for number, pk in enumerate(wanted)})
        before = prefix_of(self.front.edition_id)
        return {pk: (title, f"{before}/{slug}/") for pk, title, slug in rows}

    def _dossier_rail(self, part: Part) -> Rail:
        edition = self.front.edition
        items = DossierPage.objects.newest(part.count, edition=edition)
        return Rail(part.kind, part.title or _("Dossiers"), items, edition.path("/dossiers/"))

    def _map_rail(self, part: Part) -> Rail:
        depends_on(f"fieldmap:{part.page}")
        items = _MAP.objects(pk=part.page, edition=self.front.edition_id) if part.page else []
        for page in items:
            page.edition = self.front.edition  # the same one, already here
        title = part.title or _("On the map: latest developments")
        return Rail(MAP, title, items, self.front.edition.path("/maps/"))

    def _gallery_rail(self, part: Part) -> Rail:
        edition, count = self.front.edition, part.count
        items = AlbumPage.objects.newest(count, edition=edition) + VideoPage.objects.newest(count, edition=edition)
        items.sort(key=lambda page: page.listed_at, reverse=True)
        return Rail(GALLERY, part.title or _("Albums and videos"), items[:count], edition.path("/albums/"))


_MAP = Prepared(
    lambda: (
        apps.get_model("fieldmaps", "FieldMapPage").objects.listed().filter(pk=Given("pk"), edition=Given("edition"))
    )
)


@lru_cache(maxsize=32)
def _sections(count: int) -> Prepared:
    numbers = [Given(f"n{number}") for number in range(count)]
    sections = apps.get_model("stories", "SectionPage").objects
    return Prepared(lambda: sections.filter(page_ptr__id__in=numbers, live=True).values_list("pk", "title", "slug"))


def in_places(pins: Iterable[Pin], others: Iterator[int], count: int) -> list[Choice]:
    """Pins at their places, the others around them."""
    at = {pin.place: pin for pin in pins}
    found = []
    for place in range(count):
        pin = at.get(place)
        pk = pin.story if pin else next(others, None)
        if pk is not None:
            found.append(Choice(pk, place, pin))
    return found


def by_rule(part: Part, candidates: list[Candidate]) -> list[int]:
    """What a rule would put into a part, the best first: a lead with a picture, if there is one."""
    pictured = [story.pk for story in candidates if story.has_picture] if part.kind == LEAD else []
    return pictured or [story.pk for story in candidates]


def unused(pks: Iterable[int], used: set[int]) -> Iterator[int]:
    return (pk for pk in dict.fromkeys(pks) if pk not in used)


def in_force(pin: Pin, moment: datetime) -> bool:
    return pin.until is None or pin.until > moment


def composed(front: Any, moment: datetime | None = None) -> Composition:
    """The front with what it is to hold at a moment, now if none is given."""
    moment = moment or timezone.now()
    return Composition(front, arranged_at(front, moment), moment)


def compose(front: Any, moment: datetime | None = None) -> dict[str, Any]:
    """What the front's template prints."""
    return composed(front, moment).build()
