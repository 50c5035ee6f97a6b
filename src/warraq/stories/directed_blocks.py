"""Blocks that run as their words do, unless an editor says otherwise in their settings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class WritingDirection(blocks.ChoiceBlock):
    """Empty, as nearly always: by the first letter that has a direction."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "choices": [("rtl", _("from right to left")), ("ltr", _("from left to right"))],
            "required": False,
            "default": "",
            "search_index": False,
            "label": _("Writing direction"),
            "help_text": _("Empty: by the words themselves."),
        }
        super().__init__(**words | kwargs)


class _Text(blocks.StructValue):
    def __str__(self) -> str:
        return str(self.get("text") or "")


class OneText(blocks.StructBlock):
    """A text that is stored bare, as blocks of one text are, and with its direction only where one was chosen."""

    def to_python(self, value: Any) -> blocks.StructValue:
        return super().to_python(_opened(value))

    def bulk_to_python(self, values: Any) -> list[blocks.StructValue]:
        return super().bulk_to_python([_opened(value) for value in values])

    def normalize(self, value: Any) -> blocks.StructValue:
        return super().normalize(_opened(value))

    def get_prep_value(self, value: Any) -> Any:
        stored = super().get_prep_value(value)
        return stored if stored.get("direction") else stored.get("text") or ""

    class Meta:
        value_class = _Text


def _opened(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def text_of(stored: Any) -> tuple[str, str]:
    """The words and the chosen direction of such a block as it is stored."""
    if isinstance(stored, dict):
        return stored.get("text") or "", stored.get("direction") or ""
    return stored or "", ""
