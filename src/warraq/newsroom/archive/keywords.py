"""Keywords that are probably one: the same under the search's fold, which is coarser than what keeps them apart."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from warraq.editions.models import Edition
from warraq.language.analysis import analyser_for
from warraq.stories.models import Keyword


@dataclass(frozen=True)
class Lookalikes:
    """Keywords of one edition that a search takes for each other, the one with most stories first."""

    edition: Edition
    keywords: list[Keyword]


def lookalikes() -> list[Lookalikes]:
    found = []
    for edition in Edition.objects.all():
        numbers = [pks for pks in _by_terms(edition).values() if len(pks) > 1]
        keywords = _counted({pk for pks in numbers for pk in pks})
        for pks in numbers:
            members = sorted((keywords[pk] for pk in pks if pk in keywords), key=lambda k: (-k.story_count, k.pk))
            if len(members) > 1:
                found.append(Lookalikes(edition, members))
    return found


def _by_terms(edition: Edition) -> dict[tuple[str, ...], list[int]]:
    analyser = analyser_for(edition.code)
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, name in Keyword.objects.filter(edition=edition).order_by("pk").values_list("pk", "name").iterator():
        if terms := tuple(token.term for token in analyser.analyse(name)):
            groups[terms].append(pk)
    return groups


def _counted(pks: set[int]) -> dict[int, Keyword]:
    found: dict[int, Keyword] = {}
    numbers = sorted(pks)
    for start in range(0, len(numbers), 500):
        some = Keyword.objects.filter(pk__in=numbers[start : start + 500]).order_by()
        found |= some.annotate(story_count=Count("story_keywords")).in_bulk()
    return found
