"""Tags of the pages of dossiers, albums and videos."""

from typing import Any

from django import template

from .. import viewing

register = template.Library()


@register.simple_tag
def enlarged(image: Any) -> viewing.Enlargement:
    """`{% enlarged image as large %}`: `large.url`, `.width`, `.height`, `.srcset`."""
    return viewing.enlargement(image)


@register.simple_tag
def tracks_of(film: Any, edition: Any) -> viewing.Tracks:
    """`{% tracks_of film edition as tracks %}`: `tracks.captions`, `.chapters`, `.parts`."""
    return viewing.tracks(film, edition)


@register.filter
def length_in_words(seconds: float, edition: Any) -> str:
    return viewing.length_in_words(seconds, edition)


@register.filter
def machine_length(seconds: float) -> str:
    return viewing.machine_length(seconds)


@register.filter
def bare_seconds(seconds: float) -> str:
    """`12` or `12.5`, as addresses and attributes have it."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


@register.filter
def file_size(size: int, edition: Any) -> str:
    return viewing.file_size(size, edition)


@register.simple_tag
def other_calendars(entry: Any, edition: Any) -> str:
    return viewing.other_calendars(entry, edition)
