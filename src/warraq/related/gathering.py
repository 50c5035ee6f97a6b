"""What is near a story: by its words, by its keywords, by its dossiers. Reads only, outside any transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from warraq.dossiers.models import Filing
from warraq.search import kinds
from warraq.search.kinds import Content
from warraq.search.texts import passages, raw
from warraq.stories.models import PinnedRelated, StoryKeyword, StoryPage
from warraq.stories.nearest import COUNT
from warraq.stories.prepared import Given, Prepared

from .choosing import Candidate, choose, in_order
from .likeness import Sketch, are_alike, sketch

BEFORE, AFTER = 20, 10  # stories of a keyword or a dossier that are thought of
COMPARED = 14  # of the nearest, whose texts are read


@dataclass(frozen=True)
class Subject:
    """A listed story as it is now, and what its editor has pinned."""

    content: Content
    edition: int
    pinned: Sequence[int]
    dossiers: Sequence[int]

    @property
    def pk(self) -> int:
        return self.content.pk

    @cached_property
    def keywords(self) -> list[int]:
        found = (kinds.parsed(fact) for fact in self.content.facts)
        return sorted(record[1] for record in found if record and record[0] == "keyword")


def subject(pk: int) -> Subject | None:
    """The story, or None when readers cannot open it."""
    found = kinds.kind("story").read([pk])
    edition = StoryPage.objects.filter(pk=pk).values_list("edition_id", flat=True).first()
    if not found or edition is None:
        return None
    # One that readers cannot open brings nothing together.
    dossiers = Filing.objects.filter(story=pk, dossier__listed_at__isnull=False).values_list("dossier_id", flat=True)
    return Subject(found[0], edition, pins_of(pk), list(dossiers))


def pins_of(pk: int) -> list[int]:
    rows = PinnedRelated.objects.filter(story=pk).order_by("sort_order")
    return list(rows.values_list("related_id", flat=True))


def found_for(story: Subject, likeness: Mapping[int, float]) -> list[int]:
    """What its page is to list, the editor's choice first; `likeness` is that of the texts, by story."""
    candidates = in_order(_candidates(story, likeness))[:COMPARED]
    sketches = _sketches([*story.pinned, *(candidate.pk for candidate in candidates)])
    sketches[story.pk] = sketch(story.content.title, " ".join(story.content.texts))

    def alike(one: int, other: int) -> bool:
        return one in sketches and other in sketches and are_alike(sketches[one], sketches[other])

    return choose(story.pk, story.pinned, candidates, COUNT, alike)


def _candidates(story: Subject, likeness: Mapping[int, float]) -> list[Candidate]:
    wanted = {*likeness, *_sharing(story)} - {story.pk}
    moments = _listed(wanted, story.edition)
    keywords = _shared(StoryKeyword, "keyword", story.keywords, moments)
    dossiers = _shared(Filing, "dossier", story.dossiers, moments)
    return [
        Candidate(
            pk=pk,
            likeness=likeness.get(pk, 0.0),
            keywords=keywords[pk] / len(story.keywords) if story.keywords else 0.0,
            shares_dossier=dossiers[pk] > 0,
            days=abs((at - story.content.at).total_seconds()) / 86_400,
        )
        for pk, at in moments.items()
    ]


_EARLIER = Prepared(
    lambda: (
        StoryKeyword.objects.filter(keyword=Given("owner"), listed_at__lt=Given("moment"))
        .order_by("-listed_at", "-story_id")
        .values_list("story_id", flat=True)[:BEFORE]
    )
)
_LATER = Prepared(
    lambda: (
        StoryKeyword.objects.filter(keyword=Given("owner"), listed_at__gte=Given("moment"))
        .order_by("listed_at", "story_id")
        .values_list("story_id", flat=True)[:AFTER]
    )
)
# By the order of filing, which costs nothing to know.
_FILED = Prepared(
    lambda: (
        Filing.objects.filter(dossier=Given("owner"))
        .order_by("-pk")
        .values_list("story_id", flat=True)[: BEFORE + AFTER]
    )
)


def _sharing(story: Subject) -> set[int]:
    """The stories nearest in time that share a keyword, and the last ones filed in a dossier of the story."""
    found: set[int] = set()
    for keyword in story.keywords:
        for asked in (_EARLIER, _LATER):
            found.update(pk for (pk,) in asked.rows(owner=keyword, moment=story.content.at))
    for dossier in story.dossiers:
        found.update(pk for (pk,) in _FILED.rows(owner=dossier))
    return found


def _listed(pks: Iterable[int], edition: int) -> dict[int, datetime]:
    rows = StoryPage.objects.filter(pk__in=pks, edition=edition).listed().order_by()
    return dict(rows.values_list("pk", "listed_at"))


def _shared(model: type, owner: str, owners: Sequence[int], stories: Iterable[int]) -> dict[int, int]:
    """How many of the owners each of the stories has."""
    counted: dict[int, int] = defaultdict(int)
    if owners:
        rows = model.objects.filter(story__in=list(stories), **{f"{owner}__in": owners}).order_by()
        for pk in rows.values_list("story_id", flat=True):
            counted[pk] += 1
    return counted


def _sketches(pks: Sequence[int]) -> dict[int, Sketch]:
    rows = StoryPage.objects.filter(pk__in=pks).order_by()
    return {
        pk: sketch(title, " ".join((standfirst, *passages(body))))
        for pk, title, standfirst, body in rows.values_list("pk", "title", "standfirst", raw("body"))
    }
