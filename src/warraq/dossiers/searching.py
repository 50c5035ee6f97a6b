"""Dossiers as the search reads them."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from warraq.editions.models import prefix_of
from warraq.search import kinds
from warraq.search.kinds import Content, Kind
from warraq.search.texts import plain

from .models import Actor, DossierPage, TimelineEntry


class Dossiers(Kind):
    """Found by title, summary, actors and what happened."""

    name = "dossier"

    def numbers(self, after: int, count: int) -> list[int]:
        rows = DossierPage.objects.listed().filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return set(DossierPage.objects.listed().filter(pk__in=pks).order_by().values_list("pk", flat=True))

    def count(self) -> int:
        return DossierPage.objects.listed().count()

    def read(self, pks: Sequence[int]) -> list[Content]:
        dossiers = DossierPage.objects.listed().filter(pk__in=pks).order_by()
        actors = _of_each(Actor.objects.order_by("sort_order"), pks, "name", "role")
        events = _of_each(TimelineEntry.objects.all(), pks, "text")
        columns = ("pk", "title", "summary", "address_slug", "listed_at", "edition_id", "edition__code")
        return [_content(row, actors[row[0]], events[row[0]]) for row in dossiers.values_list(*columns)]


def _of_each(rows: QuerySet, pks: Sequence[int], *columns: str) -> dict[int, list[tuple]]:
    """What belongs to each dossier."""
    found = defaultdict(list)
    for pk, *values in rows.filter(dossier__in=pks).values_list("dossier", *columns):
        found[pk].append(tuple(values))
    return found


def _content(row: tuple, actors: list[tuple[str, str]], events: list[tuple[str]]) -> Content:
    pk, title, summary, slug, at, edition, code = row
    texts = (plain(summary), *(text for (text,) in events), *(role for _, role in actors))
    return Content(
        kind="dossier",
        pk=pk,
        language=code,
        title=title,
        texts=tuple(text for text in texts if text),
        names=tuple(name for name, _ in actors),
        facts=frozenset({f"dossier:{pk}"}),
        at=at,
        url=f"{prefix_of(edition)}/dossiers/{pk}/" + (f"{slug}/" if slug else ""),
    )


def register() -> None:
    kinds.register(Dossiers())
