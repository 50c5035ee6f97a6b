"""Further ways in which the newsroom previews a page, besides as readers see it; packages above put theirs in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Preview:
    """What the editor picks, the page types it is offered for, and the answer for a page as it stands in the form."""

    label: Any
    models: type | tuple[type, ...]
    show: Callable[[HttpRequest, Any], HttpResponse]


_known: dict[str, Preview] = {}


def register(name: str, preview: Preview) -> None:
    _known[name] = preview


def of(model: type) -> dict[str, Preview]:
    """Those offered for a page type, by name."""
    return {name: preview for name, preview in _known.items() if issubclass(model, preview.models)}
