"""What a story has or lacks: standfirst, keywords, dossier, subheads that stand over nothing."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from .findings import Finding


def standfirst(page: Any) -> Iterator[Finding]:
    if not page.standfirst.strip():
        yield Finding("standfirst", _("There is no standfirst: cards, feeds and search engines show none."))


def keywords(page: Any) -> Iterator[Finding]:
    if not page.topics:
        yield Finding("story_keywords", _("There is no keyword: the story stands in no list by subject."))


def dossier(page: Any) -> Iterator[Finding]:
    if not page.filings.exists():
        yield Finding("filings", _("The story is filed in no dossier."))


def subheads(page: Any) -> Iterator[Finding]:
    """Empty ones, and those that another subhead or the end of the text follows at once."""
    blocks = list(page.body)
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.block_type != "subhead":
            continue
        text = str(block.value).strip()
        if not text:
            yield Finding("body", _("A subhead is empty."), block.id or "")
        elif after is None or after.block_type == "subhead":
            yield Finding(
                "body", _("Nothing stands below the subhead “%(text)s”.") % {"text": text}, block.id or "", text
            )
