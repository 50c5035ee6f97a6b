"""Differences as the template prints them: spans with words about their format, spelling shown or counted away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warraq.language.difference import THING, Span, counted, without_spelling

from .bodies import BlockChange
from .comparing import FieldChange, RowChange
from .leaves import Part

LOOKS = {
    "bold": gettext_lazy("bold"),
    "italic": gettext_lazy("italic"),
    "superscript": gettext_lazy("superscript"),
    "subscript": gettext_lazy("subscript"),
    "code": gettext_lazy("code"),
    "struck": gettext_lazy("struck through"),
    "quotation": gettext_lazy("quotation"),
    "bullets": gettext_lazy("list with dots"),
    "numbers": gettext_lazy("numbered list"),
    "heading": gettext_lazy("heading"),
}
END_OF_LINE = "¶\n"


@dataclass(frozen=True)
class ShownSpan:
    kind: str
    old: str
    new: str
    note: str = ""


@dataclass(frozen=True)
class ShownPart:
    label: str
    spans: list[ShownSpan]
    is_otherwise: bool


@dataclass(frozen=True)
class Counts:
    """How much differs: changes, differences of spelling."""

    changes: int
    spellings: int


def counts_of(changes: Iterable[FieldChange]) -> Counts:
    pairs = [counted(part.spans) for change in changes for part in change.all_parts()]
    return Counts(sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))


def shown_changes(changes: list[FieldChange], hides_spelling: bool) -> list[dict[str, Any]]:
    """For the template: what is left of each field, without those in which nothing is left."""
    if hides_spelling:
        changes = [change for change in changes if change.is_more_than_spelling]
    return [
        {
            "name": change.name,
            "label": change.label,
            "parts": [_part(part, hides_spelling) for part in change.parts],
            "blocks": [_whole(block, hides_spelling) for block in _blocks(change, hides_spelling)],
            "rows": [_whole(row, hides_spelling) for row in change.rows if _stays(row, hides_spelling)],
        }
        for change in changes
    ]


def _blocks(change: FieldChange, hides_spelling: bool) -> list[BlockChange]:
    """Blocks of which only the spelling differs count as the same while that is hidden."""
    found: list[BlockChange] = []
    for block in change.blocks:
        alike = block if _stays(block, hides_spelling) else BlockChange("same")
        is_same = alike.state == "same" and not alike.is_moved
        if is_same and found and found[-1].state == "same" and not found[-1].is_moved:
            found[-1] = replace(found[-1], count=found[-1].count + alike.count)
        else:
            found.append(alike)
    return found


def _stays(whole: BlockChange | RowChange, hides_spelling: bool) -> bool:
    if not hides_spelling or whole.state != "changed":
        return True
    if getattr(whole, "is_moved", False) or getattr(whole, "steps", 0):
        return True
    return any(part.is_otherwise or counted(part.spans)[0] for part in whole.parts)


def _whole(whole: BlockChange | RowChange, hides_spelling: bool) -> dict[str, Any]:
    return {"of": whole, "parts": [_part(part, hides_spelling) for part in whole.parts]}


def _part(part: Part, hides_spelling: bool) -> ShownPart:
    spans = without_spelling(part.spans) if hides_spelling else part.spans
    return ShownPart(part.label, [_span(span) for span in spans], part.is_otherwise)


def _span(span: Span) -> ShownSpan:
    old, new = span.old, span.new
    if span.kind in ("removed", "added"):
        old, new = old.replace("\n", END_OF_LINE), new.replace("\n", END_OF_LINE)
    return ShownSpan(span.kind, old.replace(THING, "▣"), new.replace(THING, "▣"), _note(span))


def _note(span: Span) -> str:
    if span.kind != "format":
        return ""
    said = [_("now %(look)s") % {"look": look_of(look)} for look in span.gained]
    said += [_("no longer %(look)s") % {"look": look_of(look)} for look in span.lost]
    return "، ".join(said) or _("formatted otherwise")


def look_of(look: str) -> str:
    """`bold`, `link:https://…`, as an editor says it."""
    kind, _colon, target = look.partition(":")
    if kind == "link":
        return _("a link to %(target)s") % {"target": target}
    if kind == "language":
        return _("in another language (%(code)s)") % {"code": target}
    if kind == "thing":
        return _("another picture or rule")
    return str(LOOKS.get(kind, kind))
