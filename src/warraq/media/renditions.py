"""Which sizes and formats a picture is kept in, and how a page names them. Nothing is made while a page renders."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.files.storage import FileSystemStorage, Storage
from django.utils.encoding import filepath_to_uri
from PIL import Image as Pillow
from wagtail.images.models import Filter

from .tones import tone_of

WIDTHS = (360, 640, 960, 1440)
AT_ONCE = ("webp", "jpeg")
IN_BACKGROUND = ("avif",)
SHARE = "fill-1200x630|format-jpeg"
# File names that are their own address; Wagtail writes hardly any other.
_PLAIN = re.compile(r"[\w./~-]*", re.ASCII).fullmatch


@dataclass(frozen=True)
class PictureSources:
    """Addresses of a picture: (address, width in pixels) per format, and what an `<img>` needs."""

    avif: list[tuple[str, int]]
    webp: list[tuple[str, int]]
    jpeg: list[tuple[str, int]]
    src: str
    width: int
    height: int
    focus: str
    tone: str = ""


def specs(image: Any, formats: tuple[str, ...]) -> list[str]:
    """Wagtail filter specs for a picture; none wider than the original but for the one that holds its full width."""
    widths = [width for width in WIDTHS if width < image.width] + [
        next((width for width in WIDTHS if width >= image.width), WIDTHS[-1])
    ]
    return [f"width-{width}|format-{name}" for width in sorted(set(widths)) for name in formats]


def make(image: Any, formats: tuple[str, ...] = AT_ONCE) -> bool:
    """Make what is missing of a picture's renditions in these formats, and its cut for sharing; is anything new?"""
    wanted = specs(image, formats)
    if "jpeg" in formats:
        wanted.append(SHARE)
    image.get_renditions(*wanted)
    return keep_list(image)


def keep_list(image: Any) -> bool:
    """Write the list of what has been made into the picture's own row; did it change?"""
    key = {SHARE: image_focus_key(image)}
    rows = [
        [rendition.filter_spec, rendition.file.name, rendition.width, rendition.height]
        for rendition in image.renditions.order_by("width", "filter_spec")
        if rendition.focal_point_key == key.get(rendition.filter_spec, "")
    ]
    if rows == image.made:
        return False
    image.made, image.tone = rows, _tone(image, rows)
    type(image).objects.filter(pk=image.pk).update(made=rows, tone=image.tone)
    return True


def _tone(image: Any, rows: list[list[Any]]) -> str:
    """The picture's colour, from the narrowest size that has been made."""
    whole = [name for spec, name, _width, _height in rows if spec.startswith("width-")]
    try:
        with image.file.storage.open(whole[0]) as file, Pillow.open(file) as picture:
            return tone_of(picture)
    except (IndexError, OSError, SyntaxError, ValueError):
        return ""


def image_focus_key(image: Any) -> str:
    """What Wagtail adds to the key of a rendition that is cut around the focal point."""
    return Filter(spec=SHARE).get_cache_key(image)


class Made(NamedTuple):
    """One size of a picture: its address, width and height in pixels, and the file's name in the storage."""

    spec: str
    url: str
    width: int
    height: int
    name: str


def made(image: Any) -> list[Made]:
    """What has been made of a picture that may be shown, narrowest first; asks nothing of the database."""
    if not image.may_be_shown:
        return []
    url = addresses(image.file.storage)
    return [Made(spec, url(name), width, height, name) for spec, name, width, height in image.made]


def addresses(storage: Storage) -> Callable[[str], str]:
    """How the storage turns a name into an address; files of our own are named without a look at each."""
    if isinstance(storage, FileSystemStorage):
        base = storage.base_url
        return lambda name: base + (name if _PLAIN(name) else filepath_to_uri(name))
    return storage.url


def sources(image: Any) -> PictureSources:
    """The sizes a picture has, by format; the picture as it was sent in while there are none.

    Without any address where it may not be shown.
    """
    if not image.may_be_shown:
        return PictureSources([], [], [], "", 0, 0, "")
    by_format: dict[str, list[tuple[str, int]]] = {"avif": [], "webp": [], "jpeg": []}
    url = addresses(image.file.storage)
    for spec, file_name, width, _height in image.made:
        shape, _, name = spec.partition("|format-")
        if name in by_format and shape.startswith("width-"):
            by_format[name].append((url(file_name), width))
    plain = by_format["jpeg"] or by_format["webp"]
    src = next((url for url, width in plain if width >= 640), plain[-1][0] if plain else image.file.url)
    return PictureSources(
        **by_format, src=src, width=image.width, height=image.height, focus=_focus(image), tone=image.tone
    )


def share_address(image: Any) -> str | None:
    """The address of the picture cut for sharing, if it has been made."""
    return next((size.url for size in made(image) if size.spec == SHARE), None)


def _focus(image: Any) -> str:
    """Classes that keep the focal point in view when a picture is cut to a shape by the style sheet."""
    x, y = image.focal_point_x, image.focal_point_y
    if None in (x, y, image.focal_point_width, image.focal_point_height):
        return ""
    return f"focus-x-{round(x / image.width * 10) * 10} focus-y-{round(y / image.height * 10) * 10}"
