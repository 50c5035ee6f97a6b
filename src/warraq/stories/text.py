"""Cleans what keyboards and word processors leave in every text of a page, block by block."""

from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField

from warraq.language.clean import clean, clean_html
from warraq.language.diff import Change, changes_between

# Columns that hold addresses, not words.
NOT_TEXT = {"slug", "url_path", "path", "content_type", "address_slug"}


def clean_page(page: models.Model, language: str) -> list[Change]:
    """Clean a page's own columns and bodies in place; what was changed, for showing to the editor."""
    found: list[Change] = []
    for field in page._meta.concrete_fields:
        if field.name not in NOT_TEXT and (cleaner := _cleaner_of(field)):
            before = getattr(page, field.attname)
            after = cleaner(before, language)
            if after is not before:
                found += _changes(field, before, after)
                setattr(page, field.attname, after)
    return found


def _cleaner_of(field: models.Field) -> Any:
    if isinstance(field, StreamField):
        return _clean_stream
    if isinstance(field, RichTextField):
        return _clean_rich
    if type(field) in (models.CharField, models.TextField) and field.editable and not field.choices:
        return _clean_plain
    return None


def _clean_plain(text: str, language: str) -> str:
    after = clean(text, language) if text else text
    return text if after == text else after


def _clean_rich(html: str, language: str) -> str:
    after = clean_html(html, language) if html else html
    return html if after == html else after


def _clean_stream(value: Any, language: str) -> Any:
    if not value:
        return value
    raw = list(value.get_prep_value())
    cleaned = [_clean_child(value.stream_block, item, language) for item in raw]
    return value if cleaned == raw else value.stream_block.to_python(cleaned)


def _changes(field: models.Field, before: Any, after: Any) -> list[Change]:
    if isinstance(field, StreamField):
        return changes_between(
            "\n".join(_strings(before.get_prep_value())), "\n".join(_strings(after.get_prep_value()))
        )
    return changes_between(before, after)


def _strings(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    if isinstance(raw, dict):
        return [text for key, value in raw.items() if key not in ("id", "type") for text in _strings(value)]
    if isinstance(raw, list):
        return [text for value in raw for text in _strings(value)]
    return []


def _clean_child(stream: blocks.BaseStreamBlock, item: dict, language: str) -> dict:
    block = stream.child_blocks.get(item["type"])
    return {**item, "value": _clean_value(block, item["value"], language)} if block else item


def _clean_value(block: blocks.Block, value: Any, language: str) -> Any:
    if value is None:
        return value
    if isinstance(block, blocks.RichTextBlock):
        return clean_html(value, language)
    if isinstance(block, blocks.StructBlock):
        return {name: _clean_value(block.child_blocks[name], part, language) for name, part in value.items()}
    if isinstance(block, blocks.ListBlock):
        return [_clean_list_item(block.child_block, item, language) for item in value]
    if isinstance(block, blocks.StreamBlock):
        return [_clean_child(block, item, language) for item in value]
    if isinstance(block, TableBlock):
        return {**value, "data": [[clean(c, language) if c else c for c in row] for row in value.get("data", [])]}
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return clean(value, language)
    return value


def _clean_list_item(child: blocks.Block, item: Any, language: str) -> Any:
    if isinstance(item, dict) and item.get("type") == "item":
        return {**item, "value": _clean_value(child, item["value"], language)}
    return _clean_value(child, item, language)
