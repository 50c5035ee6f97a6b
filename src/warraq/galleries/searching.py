"""Albums and videos as the search reads them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from warraq.editions.models import prefix_of
from warraq.search import kinds
from warraq.search.kinds import Content, Kind

from .models import AlbumPage, AlbumPicture, GalleryPage, VideoPage

_COLUMNS = (
    *("pk", "title", "standfirst", "place", "address_slug", "listed_at"),
    *("edition_id", "edition__code", "author_id", "author__name"),
)


class Galleries(Kind):
    """What albums and videos have in common."""

    model: type[GalleryPage]
    follows = ("author",)

    def numbers(self, after: int, count: int) -> list[int]:
        return list(self._listed().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return set(self._listed().filter(pk__in=pks).order_by().values_list("pk", flat=True))

    def count(self) -> int:
        return self._listed().count()

    def read(self, pks: Sequence[int]) -> list[Content]:
        rows = self._listed().filter(pk__in=pks).order_by().values_list(*_COLUMNS)
        further = self.further([row[0] for row in rows])
        return [self._content(row, *further.get(row[0], ([], set()))) for row in rows]

    def further(self, pks: list[int]) -> dict[int, tuple[list[str], set[str]]]:
        """Further texts and facts of each page."""
        raise NotImplementedError

    def _listed(self) -> QuerySet:
        return self.model.objects.listed()

    def _content(self, row: tuple, texts: list[str], facts: set[str]) -> Content:
        pk, title, standfirst, place, slug, at, edition, code, author, name = row
        return Content(
            kind=self.name,
            pk=pk,
            language=code,
            title=title,
            texts=tuple(text for text in (standfirst, *texts) if text),
            names=tuple(text for text in (place, name) if text),
            facts=frozenset(facts | ({f"author:{author}"} if author else set())),
            at=at,
            url=f"{prefix_of(edition)}/{self.model.first_word}/{pk}/" + (f"{slug}/" if slug else ""),
        )


class Albums(Galleries):
    """Found by their captions as well."""

    name = "album"
    model = AlbumPage

    def further(self, pks: list[int]) -> dict[int, tuple[list[str], set[str]]]:
        found: dict[int, tuple[list[str], set[str]]] = {}
        rows = AlbumPicture.objects.filter(album__in=pks).order_by("album", "sort_order")
        for pk, caption in rows.values_list("album_id", "caption"):
            found.setdefault(pk, ([], set()))[0].append(caption)
        return found


class Videos(Galleries):
    """Found by their transcript as well, which is kept with the film."""

    name = "videopage"
    model = VideoPage
    follows = ("author", "video")

    def further(self, pks: list[int]) -> dict[int, tuple[list[str], set[str]]]:
        rows = VideoPage.objects.filter(pk__in=pks).values_list("pk", "film_id", "film__transcript")
        return {pk: ([transcript], {f"video:{film}"}) for pk, film, transcript in rows}


def register() -> None:
    kinds.register(Albums())
    kinds.register(Videos())
