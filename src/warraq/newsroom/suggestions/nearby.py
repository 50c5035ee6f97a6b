"""Stories near a draft, dossiers they stand in, and those that are the same story over again."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from warraq.dossiers.models import DossierPage, Filing
from warraq.search.neighbours import Neighbour, nearest
from warraq.search.reading import SearchAway
from warraq.stories.models import StoryPage

from .draft import Draft

LOOKED_AT, RELATED, LOOKALIKES, DOSSIERS = 24, 6, 4, 3
# How much of a draft's telling words another story must hold to look like it; the same text holds nearly all.
ALIKE = 0.75
NEAR = 0.15  # the least that a story must share to be worth a look
LEAST_WORDS = 12  # of a draft before anything can look like it
_FIRST_COUNTS = 2.0


@dataclass(frozen=True)
class Nearby:
    related: list[StoryPage]
    lookalikes: list[tuple[StoryPage, int]]  # with how many of a hundred telling words they share
    dossiers: list[DossierPage]


NOTHING = Nearby([], [], [])


def suggest_nearby(draft: Draft) -> Nearby:
    """What is near a draft; nothing while the index is away."""
    try:
        found = neighbours_of(draft)
        subjects = nearest(draft.edition.code, [draft.title, draft.text], exclude=draft.dossiers, kind="dossier")
    except SearchAway:
        return NOTHING
    stories = _listed([near.pk for near in found])
    lookalikes = _alike(draft, found, stories)
    same = {story.pk for story, _share in lookalikes}
    near = [near.pk for near in found if near.share >= NEAR and near.pk not in same | draft.pinned]
    related = [stories[pk] for pk in near if pk in stories]
    return Nearby(related[:RELATED], lookalikes, _dossiers(draft, found, [near.pk for near in subjects]))


def lookalikes_of(draft: Draft) -> list[tuple[StoryPage, int]]:
    """Published stories that hold nearly all that tells this one from others."""
    try:
        found = neighbours_of(draft)
    except SearchAway:
        return []
    return _alike(draft, found, _listed([near.pk for near in found]))


def neighbours_of(draft: Draft) -> list[Neighbour]:
    own = [draft.number] if draft.number else []
    return nearest(draft.edition.code, [draft.title, draft.text], exclude=own, count=LOOKED_AT)


def _listed(pks: list[int]) -> dict[int, StoryPage]:
    stories = StoryPage.objects.filter(pk__in=pks, listed_at__lte=timezone.now()).select_related("section")
    return {story.pk: story for story in stories.defer("body")}


def _alike(draft: Draft, found: list[Neighbour], stories: dict[int, StoryPage]) -> list[tuple[StoryPage, int]]:
    if len(f"{draft.title} {draft.text}".split()) < LEAST_WORDS:
        return []
    alike = sorted((near for near in found if near.share >= ALIKE and near.pk in stories), key=lambda near: -near.share)
    return [(stories[near.pk], min(100, round(near.share * 100))) for near in alike[:LOOKALIKES]]


def _dossiers(draft: Draft, found: list[Neighbour], subjects: list[int]) -> list[DossierPage]:
    """Dossiers in which the nearest stories stand, or whose own words are near; the open ones."""
    shares = {near.pk: near.share for near in found}
    votes: Counter[int] = Counter()
    for dossier, story in Filing.objects.filter(story_id__in=shares).values_list("dossier_id", "story_id"):
        votes[dossier] += shares[story]
    for place, pk in enumerate(subjects[:DOSSIERS]):
        votes[pk] += 1 / (place + _FIRST_COUNTS)
    best = [pk for pk, _votes in votes.most_common() if pk not in draft.dossiers]
    live = DossierPage.objects.live().filter(state=DossierPage.State.OPEN).in_bulk(best[: 2 * DOSSIERS])
    return [live[pk] for pk in best if pk in live][:DOSSIERS]
