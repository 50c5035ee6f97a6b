"""The markup of a picture: the best format the browser knows, its size always said."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

FORMATS = ("avif", "webp")


def picture_html(
    image: Any, alt: str = "", sizes: str = "100vw", css_class: str = "", priority: bool = False
) -> SafeString:
    """`<picture>` for one of the newsroom's images; the empty string for None."""
    if image is None or image == "":
        return mark_safe("")
    sources = image.sources
    attributes = {
        "src": sources.src,
        "srcset": _srcset(sources.jpeg),
        "sizes": sizes if sources.jpeg else "",
        "width": sources.width,
        "height": sources.height,
        "class": sources.focus,
    } | _loading(priority)
    return format_html(
        '<picture{}>{}<img{} alt="{}"></picture>',
        _attributes({"class": css_class}),
        _source_elements(sources, sizes),
        _attributes(attributes),
        alt,
    )


def _loading(priority: bool) -> dict[str, str]:
    if priority:
        return {"fetchpriority": "high", "decoding": "async"}
    return {"loading": "lazy", "decoding": "async"}


def _source_elements(sources: Any, sizes: str) -> SafeString:
    known = ((name, _srcset(getattr(sources, name)), sizes) for name in FORMATS)
    element = '<source type="image/{}" srcset="{}" sizes="{}">'
    return format_html_join("", element, (parts for parts in known if parts[1]))


def _srcset(renditions: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{url} {width}w" for url, width in renditions)


def _attributes(values: Mapping[str, Any]) -> SafeString:
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in values.items() if value))
