"""What stands in a block, field by field, each as words that can be compared."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from warraq.language.difference import Span, difference, rich_words

Kind = Literal["text", "rich", "value"]


@dataclass(frozen=True)
class Leaf:
    """One field: `path` is the same in both versions, `shown` is what an editor reads, `raw` what is stored."""

    path: str
    label: str
    kind: Kind
    shown: str
    raw: Any


@dataclass(frozen=True)
class Part:
    """A field in both versions, compared; `is_otherwise` where it differs in something that words do not show."""

    label: str
    spans: list[Span]
    is_otherwise: bool = False

    @property
    def is_changed(self) -> bool:
        return self.is_otherwise or any(span.kind != "same" for span in self.spans)


def compared(old: Leaf | None, new: Leaf | None) -> Part:
    """Either may be missing: then the other one came or went whole."""
    leaf = new or old
    if leaf is None:
        raise ValueError("nothing to compare")
    if leaf.kind == "rich":
        spans = difference(rich_words(old.shown if old else ""), rich_words(new.shown if new else ""))
    elif leaf.kind == "text":
        spans = difference(old.shown if old else "", new.shown if new else "")
    else:
        spans = _whole(old, new)
    raw_differs = (old and old.raw) != (new and new.raw)
    return Part(leaf.label, spans, raw_differs and all(span.kind == "same" for span in spans) and bool(old and new))


def _whole(old: Leaf | None, new: Leaf | None) -> list[Span]:
    """Choices, pictures and pages are replaced, never rewritten."""
    if old and new and old.raw == new.raw:
        return [Span("same", new.shown, new.shown)]
    before, after = old.shown if old else "", new.shown if new else ""
    return [Span("removed", before, "")] * bool(before) + [Span("added", "", after)] * bool(after)


def parts_between(old: dict[str, Leaf], new: dict[str, Leaf]) -> list[Part]:
    paths = [*new, *(path for path in old if path not in new)]
    return [compared(old.get(path), new.get(path)) for path in paths]


def leaves_of(block: blocks.Block, value: Any) -> dict[str, Leaf]:
    """By their paths, in the order of the form."""
    return {leaf.path: leaf for leaf in _leaves(block, value, "", "")}


def _leaves(block: blocks.Block, value: Any, path: str, label: str) -> Iterator[Leaf]:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, value.get(name), f"{path}/{name}", _under(label, child.label))
    elif isinstance(block, blocks.ListBlock):
        for number, child in enumerate(value.bound_blocks if value else (), 1):
            name = f"{path}/{child.id or number}"
            yield from _leaves(child.block, child.value, name, _under(label, f"{block.child_block.label} {number}"))
    elif isinstance(block, blocks.StreamBlock):
        for number, child in enumerate(value or (), 1):
            name = f"{path}/{child.id or number}"
            yield from _leaves(child.block, child.value, name, _under(label, f"{child.block.label} {number}"))
    elif isinstance(block, TableBlock):
        yield from _table(value or {}, path, label)
    else:
        yield _plain(block, value, path, label)


def _under(label: str, more: Any) -> str:
    return f"{label}: {more}" if label else force_str(more)


def _plain(block: blocks.Block, value: Any, path: str, label: str) -> Leaf:
    raw = None if value is None else block.get_prep_value(value)
    if isinstance(block, blocks.RichTextBlock):
        return Leaf(path, label, "rich", raw or "", raw or "")
    if isinstance(block, blocks.ChoiceBlock):
        return Leaf(path, label, "value", choice_of(block, value), raw)
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RawHTMLBlock):
        return Leaf(path, label, "text", raw or "", raw or "")
    return Leaf(path, label, "value", shown(value), raw)


def choice_of(block: blocks.ChoiceBlock, value: Any) -> str:
    return force_str(dict(block.field.choices).get(value, value or ""))


def shown(value: Any) -> str:
    """A value as one reads it; of a picture or page its title, of what is empty nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return force_str(value)


def _table(value: dict[str, Any], path: str, label: str) -> Iterator[Leaf]:
    """The cells as lines of words, and what else is kept of a table as it is stored."""
    rows = [" | ".join(force_str(cell or "") for cell in row) for row in value.get("data") or []]
    yield Leaf(f"{path}/cells", label, "text", "\n".join(rows), value.get("data"))
    rest = {name: setting for name, setting in value.items() if name != "data" and setting not in (None, "", [], False)}
    stored = json.dumps(rest, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    yield Leaf(f"{path}/rest", _under(label, _("headings and merged cells")), "value", "", stored)
