"""Keywords that are probably one: the same under the search's fold, which is coarser than what keeps them apart."""

from dataclasses import dataclass

from django.db.models import Count

from warraq.editions.models import Edition
from warraq.stories.models import Keyword

from ..suggestions.keywords import names_of


@dataclass(frozen=True)
class Lookalikes:
    """Keywords of one edition that a search takes for each other, the one with most stories first."""

    edition: Edition
    keywords: list[Keyword]


def lookalikes() -> list[Lookalikes]:
    found = []
    for edition in Edition.objects.all():
        numbers = [pks for pks in names_of(edition).values() if len(pks) > 1]
        keywords = _counted({pk for pks in numbers for pk in pks})
        for pks in numbers:
            members = sorted((keywords[pk] for pk in pks if pk in keywords), key=lambda k: (-k.story_count, k.pk))
            if len(members) > 1:
                found.append(Lookalikes(edition, members))
    return found


def _counted(pks: set[int]) -> dict[int, Keyword]:
    found: dict[int, Keyword] = {}
    numbers = sorted(pks)
    for start in range(0, len(numbers), 500):
        some = Keyword.objects.filter(pk__in=numbers[start : start + 500]).order_by()
        found |= some.annotate(story_count=Count("story_keywords")).in_bulk()
    return found
