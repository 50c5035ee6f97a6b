"""A story as it stands in the editor's form, saved or not."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from warraq.editions.models import Edition
from warraq.stories.models import StoryPage
from warraq.stories.text import text_fields, words_of

LONGEST = 60_000  # characters; what follows changes no suggestion
_TEXTS = ("kicker", "standfirst")


@dataclass(frozen=True)
class Draft:
    """What suggestions are made from, and what is chosen already and need not be suggested."""

    edition: Edition
    title: str
    text: str
    number: int | None = None
    keywords: frozenset[int] = frozenset()
    pinned: frozenset[int] = frozenset()
    dossiers: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.title.strip() or self.text.strip())


def draft_of_page(story: StoryPage) -> Draft:
    """Of a story as its newest draft says."""
    texts = [
        strip_tags(words_of(column, value).replace("<", " <"))
        for column in text_fields(StoryPage)
        if column.name in (*_TEXTS, "body") and (value := getattr(story, column.attname))
    ]
    return Draft(
        edition=story.edition,
        title=story.title,
        text="\n".join(texts)[:LONGEST],
        number=story.pk,
        keywords=frozenset(story.story_keywords.values_list("keyword_id", flat=True)),
        pinned=frozenset(story.pinned.values_list("related_id", flat=True)),
        dossiers=frozenset(story.filings.values_list("dossier_id", flat=True)),
    )


def draft_of_form(data: Mapping[str, Any], edition: Edition, number: int | None) -> Draft:
    """Of what the editor's form would send, as `suggestions.js` passes it on."""
    texts = [str(data.get(name, "")) for name in _TEXTS]
    texts += [readable(value) for value in _list(data, "body")]
    return Draft(
        edition=edition,
        title=str(data.get("title", ""))[:500],
        text="\n".join(texts)[:LONGEST],
        number=number,
        keywords=_numbers(_list(data, "keyword")),
        pinned=_numbers(_list(data, "pinned")),
        dossiers=_numbers(_list(data, "dossier")),
    )


def readable(value: str) -> str:
    """The words of a field: of rich text, which the editor keeps as JSON, or as they are."""
    if value.startswith('{"'):
        try:
            blocks = json.loads(value)["blocks"]
            return "\n".join(str(block["text"]) for block in blocks)
        except (ValueError, KeyError, TypeError):
            return ""
    return value


def _list(data: Any, name: str) -> list[str]:
    return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, ()))


def _numbers(values: Iterable[str]) -> frozenset[int]:
    return frozenset(int(value) for value in values if value.isdecimal() and len(value) < 18)
