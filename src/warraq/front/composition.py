"""Fills the front: pinned stories first, then rules, no story twice, no heading without items."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from warraq.changes.recording import depends_on
from warraq.dossiers.models import DossierPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.stories import cards
from warraq.stories.beside import add_credits
from warraq.stories.models import StoryPage
from warraq.stories.prepared import Given, Prepared
from warraq.stories.queries import Candidate, candidates

PICKS = 4
NEWEST = 24  # of the edition, among which lead and picks are looked for
ANALYTIC = ("analysis", "opinion", "report", "explainer", "interview")


@dataclass
class Rail:
    """One strip of the front, ready to print."""

    kind: str
    title: str
    items: list[Any]
    url: str = ""
    look: str = "cards"


@dataclass
class Composition:
    """The front as readers get it at `moment`: stories are chosen by number first, then loaded all at once."""

    front: Any
    moment: Any = field(default_factory=lambda: timezone.now())  # asked for anew: foreseen moments are asked, too
    used: set[int] = field(default_factory=set)

    def build(self) -> dict[str, Any]:
        top, chosen = self._top(), self._chosen_rails()
        stories = cards.chosen([*top, *(pk for _block, pks in chosen for pk in pks)])
        rails = [self._rail(block, [stories[pk] for pk in pks]) for block, pks in chosen]
        lead, *picks = [stories[pk] for pk in top] or [None]
        signed = [story for rail in rails if rail.look == "views" for story in rail.items] + ([lead] if lead else [])
        add_credits(signed)
        return {
            "lead": lead,
            "picks": picks,
            "rails": [rail for rail in rails if rail.items],
            "newest_at": max((story.published_at for story in stories.values()), default=None),
        }

    def _take(self, pks: list[int], count: int) -> list[int]:
        taken = [pk for pk in dict.fromkeys(pks) if pk not in self.used][:count]
        self.used.update(taken)
        return taken

    def _top(self) -> list[int]:
        """The lead, then the editor's picks."""
        newest = self._candidates[0]
        pictured = [story.pk for story in newest if story.has_picture]
        lead = self._take(self._pinned("lead") or pictured or [story.pk for story in newest], 1)
        analyses = [story.pk for story in newest if story.form in ANALYTIC]
        return lead + self._take(self._pinned("pick") + analyses, PICKS)

    def _pinned(self, place: str) -> list[int]:
        return [pk for where, pk in self._slots if where == place]

    @cached_property
    def _slots(self) -> list[tuple[str, int]]:
        """Place and story of every pin in force; a preview holds its pins itself."""
        if "slots" in getattr(self.front, "_cluster_related_objects", {}):
            slots = self.front.slots.order_by("sort_order")
            return [(slot.place, slot.story_id) for slot in slots if slot.stands_at(self.moment)]
        rows = _SLOTS.rows(front=self.front.pk)
        depends_on(*(f"story:{pk}" for _place, pk, *_rest in rows))
        return [(place, pk) for place, pk, until, listed in rows if stands(until, listed, self.moment)]

    @cached_property
    def _candidates(self) -> list[list[Candidate]]:
        """The newest of the edition, then those of each rail of stories: all by one query."""
        # A list may lose as many items as stand higher, so that many more are asked for.
        spare = 1 + PICKS
        wanted = [({"edition": self.front.edition}, NEWEST)]
        for block in self.front.rails:
            if block.block_type == "stories":
                wanted.append((self._where(block.value), block.value["count"] + spare))
                spare += block.value["count"]
        return candidates(StoryPage.objects, wanted)

    def _where(self, value: Any) -> dict[str, Any]:
        where = {"section": value["section"]} if value["section"] else {"edition": self.front.edition}
        return where | ({"form": value["form"]} if value["form"] else {})

    def _chosen_rails(self) -> list[tuple[Any, list[int]]]:
        """Every rail with the stories it takes, none that stands higher."""
        lists = iter(self._candidates[1:])
        chosen = []
        for block in self.front.rails:
            found = [story.pk for story in next(lists)] if block.block_type == "stories" else []
            chosen.append((block, self._take(found, block.value.get("count", 0))))
        return chosen

    def _rail(self, block: Any, stories: list[Any]) -> Rail:
        if block.block_type == "dossiers":
            return self._dossier_rail(block.value)
        if block.block_type == "gallery":
            return self._gallery_rail(block.value)
        if block.block_type == "map":
            return self._map_rail(block.value)
        section = block.value["section"]
        if section:
            section.edition = self.front.edition  # the same one, already here
        title = block.value["title"] or (section.title if section else _("Latest"))
        return Rail("stories", title, stories, section.url if section else "", block.value["look"])

    def _dossier_rail(self, value: Any) -> Rail:
        edition = self.front.edition
        items = DossierPage.objects.newest(value["count"], edition=edition)
        return Rail("dossiers", value["title"] or _("Dossiers"), items, edition.path("/dossiers/"))

    def _map_rail(self, value: Any) -> Rail:
        chosen = value["page"] and value["page"].specific
        is_shown = chosen and chosen.listed_at and chosen.edition_id == self.front.edition_id
        items = [chosen] if is_shown else []
        for page in items:
            page.edition = self.front.edition  # the same one, already here
        return Rail(
            "map", value["title"] or _("On the map: latest developments"), items, self.front.edition.path("/maps/")
        )

    def _gallery_rail(self, value: Any) -> Rail:
        edition, count = self.front.edition, value["count"]
        items = AlbumPage.objects.newest(count, edition=edition) + VideoPage.objects.newest(count, edition=edition)
        items.sort(key=lambda page: page.listed_at, reverse=True)
        return Rail("gallery", value["title"] or _("Albums and videos"), items[:count], edition.path("/albums/"))


_SLOTS = Prepared(
    lambda: (
        apps.get_model("front", "FrontSlot")
        .objects.filter(front=Given("front"))
        .order_by("sort_order")
        .values_list("place", "story_id", "until", "story__listed_at")
    )
)


def stands(until: datetime | None, listed_at: datetime | None, moment: datetime) -> bool:
    """Is a pin still in force, and may readers open its story?"""
    return bool(listed_at) and (until is None or until > moment)


def compose(front: Any) -> dict[str, Any]:
    """What the front's template prints."""
    return Composition(front).build()
