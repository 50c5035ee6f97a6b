"""What is near a story: by its words, by its keywords, by its dossiers. Reads only, outside any transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice

from django.db.models import F, QuerySet

from warraq.dossiers.models import Filing
from warraq.search.texts import beginning, passages, raw
from warraq.stories.models import PinnedRelated, StoryKeyword, StoryPage
from warraq.stories.nearest import COUNT
from warraq.stories.prepared import Given, Prepared

from .choosing import Candidate, choose, in_order
from .likeness import LETTERS, Sketch, are_alike, sketch

BEFORE, AFTER = 20, 10  # stories of a keyword or a dossier that are thought of
COMPARED = 14  # of the nearest, whose texts are read
MOST = 8  # keywords, and dossiers, that are gone through
ROOM = 32  # numbers asked for at a time; with fewer the last one is repeated


@dataclass(frozen=True, slots=True)
class Subject:
    """A listed story as it is now, with what its editor has pinned and the dossiers that readers can open."""

    pk: int
    edition: int
    language: str
    at: datetime
    title: str
    texts: Sequence[str]
    keywords: Sequence[int]
    dossiers: Sequence[int]
    pinned: Sequence[int]


_TEXT = ("pk", "title", "standfirst")
_STORY = Given("story")
_SUBJECT = Prepared(
    lambda: (
        StoryPage.objects.filter(pk=_STORY)
        .listed()
        .order_by()
        .values_list(*_TEXT, "edition_id", "edition__code", "listed_at", raw("body"))
    )
)
_KEYWORDS = Prepared(
    lambda: StoryKeyword.objects.filter(story=_STORY).order_by("sort_order", "pk").values_list("keyword_id", flat=True)
)
_DOSSIERS = Prepared(
    lambda: (
        Filing.objects.filter(story=_STORY, dossier__listed_at__isnull=False)
        .order_by("sort_order", "pk")
        .values_list("dossier_id", flat=True)
    )
)
_PINS = Prepared(
    lambda: (
        PinnedRelated.objects.filter(story=_STORY, related__edition=F("story__edition"))
        .order_by("sort_order")
        .values_list("related_id", flat=True)
    )
)


def subject(pk: int) -> Subject | None:
    """The story, or None when readers cannot open it."""
    rows = _SUBJECT.rows(story=pk)
    if not rows:
        return None
    _pk, title, standfirst, edition, language, at, body = rows[0]
    return Subject(
        pk=pk,
        edition=edition,
        language=language,
        at=at,
        title=title,
        texts=[standfirst, *passages(body)],
        keywords=_numbers(_KEYWORDS, pk)[:MOST],
        dossiers=_numbers(_DOSSIERS, pk)[:MOST],
        pinned=pins_of(pk),
    )


def pins_of(pk: int) -> list[int]:
    return _numbers(_PINS, pk)


def _numbers(prepared: Prepared, pk: int) -> list[int]:
    return [number for (number,) in prepared.rows(story=pk)]


def found_for(story: Subject, likeness: Mapping[int, float]) -> list[int]:
    """What its page is to list, the editor's choice first; `likeness` is that of the texts, by story."""
    candidates = in_order(_candidates(story, likeness))[:COMPARED]
    texts = _Texts(story, [*story.pinned, *(candidate.pk for candidate in candidates)])
    return choose(story.pk, story.pinned, candidates, COUNT, texts.are_alike)


def _candidates(story: Subject, likeness: Mapping[int, float]) -> list[Candidate]:
    moments = _listed({*likeness, *_sharing(story)} - {story.pk}, story.edition)
    keywords = _shared("keyword", story.keywords, moments)
    dossiers = _shared("dossier", story.dossiers, moments)
    return [
        Candidate(
            pk=pk,
            likeness=likeness.get(pk, 0.0),
            keywords=keywords.get(pk, 0) / max(1, len(story.keywords)),
            shares_dossier=pk in dossiers,
            days=abs((at - story.at).total_seconds()) / 86_400,
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
            found.update(pk for (pk,) in asked.rows(owner=keyword, moment=story.at))
    for dossier in story.dossiers:
        found.update(pk for (pk,) in _FILED.rows(owner=dossier))
    return found


@cache
def _about(name: str) -> Prepared:
    """What there is to know of ROOM stories; the SQL of a query costs more than its answer."""
    stories = [Given(f"n{number}") for number in range(ROOM)]
    rows: dict[str, QuerySet] = {
        "moment": StoryPage.objects.filter(page_ptr__id__in=stories)
        .listed()
        .order_by()
        .values_list("pk", "listed_at", "edition_id"),
        "keyword": StoryKeyword.objects.filter(story__page_ptr__id__in=stories)
        .order_by()
        .values_list("story_id", "keyword_id"),
        "dossier": Filing.objects.filter(story__page_ptr__id__in=stories)
        .order_by()
        .values_list("story_id", "dossier_id"),
        "text": StoryPage.objects.filter(page_ptr__id__in=stories).order_by().values_list(*_TEXT, raw("body")),
    }
    return Prepared(lambda: rows[name])


def _known(name: str, pks: Iterable[int]) -> list[tuple]:
    rows, left = [], iter(sorted(pks))
    while part := list(islice(left, ROOM)):
        part += part[-1:] * (ROOM - len(part))
        rows += _about(name).rows(**{f"n{number}": pk for number, pk in enumerate(part)})
    return rows


def _listed(pks: Iterable[int], edition: int) -> dict[int, datetime]:
    return {pk: at for pk, at, own in _known("moment", pks) if own == edition}


def _shared(kind: str, owners: Sequence[int], stories: Iterable[int]) -> dict[int, int]:
    """How many of the owners each of the stories has, where it has one."""
    counted: dict[int, int] = {}
    for pk, owner in _known(kind, stories) if owners else ():
        if owner in owners:
            counted[pk] = counted.get(pk, 0) + 1
    return counted


class _Texts:
    """The texts of stories that may be listed together, each taken apart only when it is compared."""

    def __init__(self, story: Subject, others: Iterable[int]) -> None:
        self._rows = {pk: (title, standfirst, body) for pk, title, standfirst, body in _known("text", others)}
        self._sketches = {story.pk: sketch(story.title, " ".join(story.texts))}

    def are_alike(self, one: int, other: int) -> bool:
        first, second = self._sketch(one), self._sketch(other)
        return first is not None and second is not None and are_alike(first, second)

    def _sketch(self, pk: int) -> Sketch | None:
        if pk not in self._sketches and pk in self._rows:
            title, standfirst, body = self._rows[pk]
            self._sketches[pk] = sketch(title, " ".join((standfirst, *beginning(body, LETTERS))))
        return self._sketches.get(pk)
