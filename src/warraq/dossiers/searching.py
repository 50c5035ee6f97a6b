"""Dossiers as the search reads them."""

from collections.abc import Sequence

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
        rows = DossierPage.objects.listed().filter(pk__in=pks).order_by()
        columns = ("pk", "title", "summary", "address_slug", "listed_at", "edition_id", "edition__code")
        return [_content(*row) for row in rows.values_list(*columns)]


def _content(pk: int, title: str, summary: str, slug: str, at: object, edition: int, code: str) -> Content:
    actors = list(Actor.objects.filter(dossier=pk).order_by("sort_order").values_list("name", "role"))
    events = TimelineEntry.objects.filter(dossier=pk).values_list("text", flat=True)
    texts = (plain(summary), *events, *(role for _, role in actors))
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
