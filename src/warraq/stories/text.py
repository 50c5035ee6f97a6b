"""Cleans what keyboards and word processors leave in every text of a page, block by block."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField

from warraq.language.clean import clean, clean_html
from warraq.language.difference import Change, changes_between

from .directed_blocks import OneText

NO_WORDS = {"id", "type", "direction"}  # of a block
# Columns that hold addresses, not words.
NOT_TEXT = {"slug", "url_path", "path", "content_type", "address_slug"}
_is_left_as_it_was: ContextVar[bool] = ContextVar("is_left_as_it_was", default=False)


@dataclass(frozen=True, slots=True)
class Pen:
    """What is done to each plain text and to each rich text."""

    plain: Callable[[str], str]
    rich: Callable[[str], str]


def clean_page(page: models.Model, language: str) -> list[Change]:
    """Clean a page's own columns and bodies in place; what was changed, for showing to the editor."""
    if _is_left_as_it_was.get():
        return []
    pen = Pen(lambda text: clean(text, language), lambda html: clean_html(html, language))
    return [change for field, *texts in rewrite(page, pen) for change in changes_between(*texts)]


def cleaned(text: str, language: str) -> str:
    """The text as it is stored: cleaned, unless an earlier one is being brought back."""
    return text if _is_left_as_it_was.get() else clean(text, language)


@contextmanager
def left_as_it_was() -> Iterator[None]:
    """While an earlier text is brought back: letter by letter, with what a clean-up would take."""
    token = _is_left_as_it_was.set(True)
    try:
        yield
    finally:
        _is_left_as_it_was.reset(token)


def rewrite(
    record: models.Model, pen: Pen, fields: Sequence[models.Field] | None = None
) -> list[tuple[models.Field, str, str]]:
    """Go over the texts of a record's own columns, in place; the columns changed, with their words before and after."""
    found = []
    for field in text_fields(type(record)) if fields is None else fields:
        before = getattr(record, field.attname)
        after = _rewritten(field, before, pen)
        if after is not before:
            setattr(record, field.attname, after)
            found.append((field, words_of(field, before), words_of(field, after)))
    return found


@lru_cache(maxsize=64)
def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns of a record that hold words somebody wrote."""
    return [field for field in model._meta.concrete_fields if field.name not in NOT_TEXT and _holds_words(field)]


def words_of(field: models.Field, value: Any) -> str:
    """All words of a column, a line for each string."""
    return "\n".join(_strings(value.get_prep_value())) if isinstance(field, StreamField) else value


def _holds_words(field: models.Field) -> bool:
    if isinstance(field, StreamField | RichTextField):
        return True
    return type(field) in (models.CharField, models.TextField) and field.editable and not field.choices


def _rewritten(field: models.Field, before: Any, pen: Pen) -> Any:
    if not before:
        return before
    if isinstance(field, StreamField):
        raw = list(before.get_prep_value())
        after = [_child(before.stream_block, item, pen) for item in raw]
        return before if after == raw else before.stream_block.to_python(after)
    after = pen.rich(before) if isinstance(field, RichTextField) else pen.plain(before)
    return before if after == before else after


def _strings(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    if isinstance(raw, dict):
        return [text for key, value in raw.items() if key not in NO_WORDS for text in _strings(value)]
    if isinstance(raw, list):
        return [text for value in raw for text in _strings(value)]
    return []


def _child(stream: blocks.BaseStreamBlock, item: dict, pen: Pen) -> dict:
    block = stream.child_blocks.get(item["type"])
    return {**item, "value": _value(block, item["value"], pen)} if block else item


def _value(block: blocks.Block, value: Any, pen: Pen) -> Any:
    if value is None:
        return value
    if isinstance(value, str) and isinstance(block, OneText):
        return pen.plain(value)
    if isinstance(block, blocks.RichTextBlock):
        return pen.rich(value)
    if isinstance(block, blocks.StructBlock):
        return {name: _value(block.child_blocks[name], part, pen) for name, part in value.items()}
    if isinstance(block, blocks.ListBlock):
        return [_list_item(block.child_block, item, pen) for item in value]
    if isinstance(block, blocks.StreamBlock):
        return [_child(block, item, pen) for item in value]
    if isinstance(block, TableBlock):
        return {**value, "data": [[pen.plain(c) if c else c for c in row] for row in value.get("data", [])]}
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return pen.plain(value)
    return value


def _list_item(child: blocks.Block, item: Any, pen: Pen) -> Any:
    if isinstance(item, dict) and item.get("type") == "item":
        return {**item, "value": _value(child, item["value"], pen)}
    return _value(child, item, pen)
