"""The markup of a picture: the best format the browser knows, its size always said."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NOTHING = mark_safe("")


def picture_html(
    image: Any, alt: str = "", sizes: str = "100vw", css_class: str = "", priority: bool = False
) -> SafeString:
    """`<picture>` for one of the newsroom's images; the empty string for None and for one that may not be shown."""
    if image is None or image == "" or not (sources := image.sources).src:
        return NOTHING
    # A front prints forty of these: one string each, every part of it escaped where it is put in.
    width, outer = conditional_escape(sizes), _attribute("class", conditional_escape(css_class))
    offered = "".join(
        f'<source type="image/{name}" srcset="{_srcset(renditions)}" sizes="{width}">'
        for name, renditions in (("avif", sources.avif), ("webp", sources.webp))
        if renditions
    )
    chosen = f' srcset="{_srcset(sources.jpeg)}"{_attribute("sizes", width)}' if sources.jpeg else ""
    size = _attribute("width", sources.width) + _attribute("height", sources.height)
    loading = ' fetchpriority="high"' if priority else ' loading="lazy"'
    looks = _attribute("class", escape(f"{sources.focus} {sources.tone}".strip()))
    return mark_safe(
        f'<picture{outer}>{offered}<img src="{escape(sources.src)}"{chosen}{size}{looks}{loading} decoding="async"'
        f' alt="{conditional_escape(alt)}"></picture>'
    )


def _srcset(renditions: Iterable[tuple[str, int]]) -> str:
    return escape(", ".join([f"{url} {width}w" for url, width in renditions]))


def _attribute(name: str, value: Any) -> str:
    """The attribute, of a value that is escaped already; nothing for an empty one."""
    return f' {name}="{value}"' if value else ""
