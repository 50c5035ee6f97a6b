"""Stories as the search reads them: straight from their columns, a few hundred in four queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.apps import apps

from warraq.editions.models import prefix_of
from warraq.stories.models import Byline, StoryKeyword, StoryPage

from . import kinds
from .kinds import Content, Kind
from .texts import passages, raw

_COLUMNS = (
    *("pk", "title", "kicker", "standfirst", "place", "lead_caption", "address_slug", "form", "listed_at"),
    *("edition_id", "edition__code", "section_id", "section__slug"),
)
Named = dict[int, list[tuple[str, str]]]  # by story: (object key, name)


class Stories(Kind):
    name = "story"
    follows = ("keyword", "author", "dossier")

    def numbers(self, after: int, count: int) -> list[int]:
        rows = StoryPage.objects.listed().filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return set(StoryPage.objects.listed().filter(pk__in=pks).order_by().values_list("pk", flat=True))

    def count(self) -> int:
        return StoryPage.objects.listed().count()

    def briefly(self, pks: Sequence[int]) -> list[Content]:
        rows = StoryPage.objects.listed().filter(pk__in=pks).order_by()
        columns = ("pk", "title", "address_slug", "edition_id", "edition__code", "section__slug")
        return [
            Content("story", pk, code, title, url=_url(pk, slug, edition, section))
            for pk, title, slug, edition, code, section in rows.values_list(*columns)
        ]

    def read(self, pks: Sequence[int]) -> list[Content]:
        rows = StoryPage.objects.listed().filter(pk__in=pks).order_by()
        names = names_of(pks)
        return [_content(row, names) for row in rows.values_list(*_COLUMNS, raw("body"))]


def names_of(pks: Iterable[int]) -> Named:
    """The keywords, authors and dossiers of stories, in the editor's order."""
    found: Named = defaultdict(list)
    for rows, owner, name in ((StoryKeyword.objects, "keyword", "name"), (Byline.objects, "author", "name")):
        chosen = rows.filter(story__in=pks).order_by("sort_order", "pk")
        for story, pk, text in chosen.values_list("story_id", f"{owner}_id", f"{owner}__{name}"):
            found[story].append((f"{owner}:{pk}", text))
    filed = apps.get_model("dossiers", "Filing").objects.filter(story__in=pks).order_by("sort_order", "pk")
    for story, pk, title, listed_at in filed.values_list(
        "story_id", "dossier_id", "dossier__title", "dossier__listed_at"
    ):
        # Of a dossier that readers cannot open only the number: by it the story is found again when they can.
        found[story].append((f"dossier:{pk}", title if listed_at else ""))
    return found


def _content(row: tuple, names: Named) -> Content:
    pk, title, kicker, standfirst, place, caption, slug, form, at, edition, code, section, word, body = row
    own = names.get(pk, [])
    facts = {f"section:{section}", f"form:{form}", *(key for key, _ in own)}
    texts = (standfirst, *passages(body), caption)
    return Content(
        kind="story",
        pk=pk,
        language=code,
        title=title,
        texts=tuple(text for text in texts if text),
        names=tuple(text for text in (kicker, place, *(name for _, name in own)) if text),
        facts=frozenset(facts),
        at=at,
        url=_url(pk, slug, edition, word),
    )


def _url(pk: int, slug: str, edition: int, section: str) -> str:
    return f"{prefix_of(edition)}/{section}/{pk}/" + (f"{slug}/" if slug else "")


def register() -> None:
    kinds.register(Stories())
