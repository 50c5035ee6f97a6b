"""What differs between two versions of a page, in the order of its form and as far as its editor may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.admin.compare import ChildObjectComparison, ChildRelationComparison, FieldComparison, M2MFieldComparison
from wagtail.fields import RichTextField, StreamField

from warraq.language.difference import counted

from .bodies import BlockChange, body_changes
from .leaves import Leaf, Part, compared, shown


@dataclass(frozen=True)
class RowChange:
    """A row of an inline panel, such as an author or a correction."""

    state: str
    parts: list[Part]
    steps: int = 0  # places it has moved, down if above zero


@dataclass(frozen=True)
class FieldChange:
    """A field of the form that differs: as one part, as blocks of a body or as rows of a panel."""

    name: str
    label: str
    parts: list[Part] = field(default_factory=list)
    blocks: list[BlockChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)

    def all_parts(self) -> Iterator[Part]:
        yield from self.parts
        for whole in (*self.blocks, *self.rows):
            yield from whole.parts

    @property
    def is_more_than_spelling(self) -> bool:
        """Would anything be left if differences of spelling were hidden?"""
        if any(block.is_moved or block.state in ("added", "removed") for block in self.blocks):
            return True
        if any(row.steps or row.state != "changed" for row in self.rows):
            return True
        return any(part.is_otherwise or counted(part.spans)[0] for part in self.all_parts())


def comparisons_for(page: Any, request: HttpRequest) -> list[Any]:
    """Wagtail's own of each field of the form that this editor is shown; each is called with two versions."""
    return page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None).get_comparison()


def name_of(comparison: Any) -> str:
    """The field's name, as it is stored in a revision."""
    return comparison.field.related_name if comparison.is_child_relation else comparison.field.name


def changes_between(page: Any, request: HttpRequest, old: Any, new: Any) -> list[FieldChange]:
    found = (_change(compare(old, new)) for compare in comparisons_for(page, request))
    return [change for change in found if change]


def _change(comparison: Any) -> FieldChange | None:
    label = str(comparison.field_label())
    if isinstance(comparison, ChildRelationComparison):
        rows = list(_rows(comparison))
        return FieldChange(name_of(comparison), label, rows=rows) if rows else None
    if isinstance(comparison.field, StreamField):
        blocks = body_changes(comparison.val_a, comparison.val_b)
        is_same = all(block.state == "same" and not block.is_moved for block in blocks)
        return None if is_same else FieldChange(name_of(comparison), label, blocks=blocks)
    part = _part(comparison)
    return FieldChange(name_of(comparison), label, parts=[part]) if part.is_changed else None


def _part(comparison: FieldComparison) -> Part:
    label = str(comparison.field_label())
    return compared(
        _leaf(comparison, comparison.val_a, label),
        _leaf(comparison, comparison.val_b, label),
    )


def _leaf(comparison: Any, value: Any, label: str) -> Leaf:
    field = comparison.field
    if isinstance(comparison, M2MFieldComparison):
        names = [str(item) for item in value]
        return Leaf("", label, "text", "، ".join(names), names)
    if field.is_relation:
        found = value and field.related_model._default_manager.filter(pk=value).first()
        return Leaf("", label, "value", shown(found or value), value)
    if isinstance(field, RichTextField):
        return Leaf("", label, "rich", value or "", value or "")
    if field.choices:
        return Leaf("", label, "value", shown(dict(field.flatchoices).get(value, value)), value)
    if isinstance(field, models.CharField | models.TextField):
        return Leaf("", label, "text", value or "", value or "")
    return Leaf("", label, "value", shown(value), value)


def _rows(relation: ChildRelationComparison) -> Iterator[RowChange]:
    for child in relation.get_child_comparisons():
        parts = [_row_part(child, comparison) for comparison in child.get_field_comparisons()]
        if child.is_addition() or child.is_deletion():
            yield RowChange("added" if child.is_addition() else "removed", parts)
            continue
        changed = [part for part in parts if part.is_changed]
        steps = child.get_position_change() or 0
        if changed or steps:
            yield RowChange("changed", changed or parts[:1], steps)


def _row_part(child: ChildObjectComparison, comparison: FieldComparison) -> Part:
    label = capfirst(str(comparison.field_label()))
    leaf = _leaf(comparison, comparison.val_b, label)
    if child.is_addition():
        return compared(None, leaf)
    if child.is_deletion():
        return compared(leaf, None)
    return compared(_leaf(comparison, comparison.val_a, label), leaf)
