"""Maps as the search reads them."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone

from warraq.editions.models import prefix_of
from warraq.search import kinds
from warraq.search.kinds import Content, Kind

from .models import FieldMapPage, MapEvent


class FieldMaps(Kind):
    """Found by title, summary, what happened and where."""

    name = "fieldmap"

    def numbers(self, after: int, count: int) -> list[int]:
        rows = FieldMapPage.objects.listed().filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return set(FieldMapPage.objects.listed().filter(pk__in=pks).order_by().values_list("pk", flat=True))

    def count(self) -> int:
        return FieldMapPage.objects.listed().count()

    def read(self, pks: Sequence[int]) -> list[Content]:
        columns = ("pk", "title", "standfirst", "address_slug", "listed_at", "edition_id", "edition__code")
        rows = FieldMapPage.objects.listed().filter(pk__in=pks).order_by().values_list(*columns)
        events: dict[int, list[tuple[str, str]]] = defaultdict(list)
        # What is planned is not told before its day, in whatever time zone the day has come.
        known = MapEvent.objects.filter(fieldmap__in=pks, date__lte=timezone.now().date())
        for pk, place, text in known.values_list("fieldmap", "place", "text"):
            events[pk].append((place, text))
        return [_content(row, events[row[0]]) for row in rows]


def _content(row: tuple, events: list[tuple[str, str]]) -> Content:
    pk, title, standfirst, slug, at, edition, code = row
    return Content(
        kind="fieldmap",
        pk=pk,
        language=code,
        title=title,
        texts=tuple(text for text in (standfirst, *(text for _, text in events)) if text),
        names=tuple(dict.fromkeys(place for place, _ in events)),
        facts=frozenset({f"fieldmap:{pk}"}),
        at=at,
        url=f"{prefix_of(edition)}/maps/{pk}/" + (f"{slug}/" if slug else ""),
    )


def register() -> None:
    kinds.register(FieldMaps())
