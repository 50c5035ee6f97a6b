"""Addresses that only lead on: small pages, and the list that static hosts read."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from django.template import loader
from django.utils import translation

PERMANENT, TEMPORARY = 301, 302
SAFE = "/~:?#[]@!$&'()*+,;=%"


class Moved(NamedTuple):
    """From a (decoded) path of the site to another, or to a full address elsewhere."""

    path: str
    target: str
    status: int = PERMANENT


_sources: list[Callable[[], Iterable[Moved]]] = []


def register_moved(source: Callable[[], Iterable[Moved]]) -> None:
    """`source()` yields redirects that nobody may have followed yet, so that the page store does not know them."""
    if source not in _sources:
        _sources.append(source)


def all_moved() -> Iterator[Moved]:
    return chain.from_iterable(source() for source in _sources)


def moved_page(language: str, link: str, canonical: str) -> str:
    """What a reader sees for a moment where the server cannot redirect."""
    with translation.override(language):
        context = {
            "language": translation.get_language(),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "link": link,
            "canonical": canonical,
        }
        return loader.render_to_string("moved.html", context)


def redirects_file(moved: Iterable[Moved], prefix: str) -> str:
    """`from to status`, a line each; `prefix` is the directory of the server that the mirror will lie in."""
    lines = [f"{_written(one.path, prefix)} {_written(one.target, prefix)} {one.status}\n" for one in moved]
    return "".join(sorted(lines))


def _written(address: str, prefix: str) -> str:
    return quote(f"{prefix}{address}" if address.startswith("/") else address, safe=SAFE)
