"""Which sizes and formats a picture is kept in, and how a page names them. Nothing is made while a page renders."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.encoding import filepath_to_uri
from PIL import Image as Pillow
from wagtail.images.models import Filter, SourceImageIOError
from willow.image import UnrecognisedImageFormatError

WIDTHS = (360, 640, 960, 1440)
AT_ONCE = ("webp", "jpeg")
IN_BACKGROUND = ("avif",)
SHARE = "fill-1200x630|format-jpeg"
# What the newsroom's lists and choosers show; nobody who opens one waits for thirty of them.
THUMBNAIL = "max-165x165"
# Whatever Pillow and Willow say of a file they cannot read to its end.
UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError),
    *(Pillow.DecompressionBombError, UnrecognisedImageFormatError),
)
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


def at_once(image: Any) -> list[str]:
    """Specs of what is made first: the sizes that pages print, the cut for sharing, the newsroom's thumbnail."""
    return [*specs(image, AT_ONCE), SHARE, THUMBNAIL]


def missing(image: Any, wanted: list[str]) -> list[str]:
    """Those specs that have not been made; the cut for sharing counts as made only around the present focal point."""
    rows = image.renditions.filter(filter_spec__in=wanted).values_list("filter_spec", "focal_point_key")
    there = {spec for spec, key in rows if spec != SHARE or key == image_focus_key(image)}
    return [spec for spec in wanted if spec not in there]


def make(image: Any, formats: tuple[str, ...] = AT_ONCE) -> bool:
    """Make what is missing of a picture's renditions in these formats; is anything new that a page prints?

    With the formats made first come its cut for sharing and its thumbnail. SourceImageIOError where the file is gone or
    cannot be read.
    """
    if wanted := missing(image, at_once(image) if formats == AT_ONCE else specs(image, formats)):
        with read_once(image):
            image.get_renditions(*wanted)
    return keep_list(image)


@contextmanager
def read_once(image: Any) -> Iterator[None]:
    """Hold a copy as wide as the widest size, so that a large original is not decoded again for each."""
    try:
        image.enough = _narrowed(image)
        yield
    finally:
        image.enough = None


def _narrowed(image: Any) -> bytes | None:
    if image.width < 1.5 * WIDTHS[-1]:
        return None
    try:
        with image.open_file() as file, Pillow.open(file) as picture:
            if getattr(picture, "n_frames", 1) > 1 or picture.mode not in ("RGB", "RGBA", "L"):
                return None
            height = round(picture.height * WIDTHS[-1] / picture.width)
            smaller = picture.resize((WIDTHS[-1], height), Pillow.Resampling.LANCZOS)
            out = BytesIO()
            smaller.save(out, "PNG", compress_level=1, icc_profile=picture.info.get("icc_profile"))
            return out.getvalue()
    except UNREADABLE as error:
        raise SourceImageIOError(str(error)) from error


def enough_for(image: Any, spec: str) -> File | None:
    """The narrower copy, while there is one and where this spec wants nothing larger."""
    copy = getattr(image, "enough", None)
    return File(BytesIO(copy), name=image.file.name) if copy and _is_whole(spec) else None


def keep_list(image: Any) -> bool:
    """Write the list of what has been made for pages into the picture's own row; did it change?"""
    key = {SHARE: image_focus_key(image)}
    rows = [
        [rendition.filter_spec, rendition.file.name, rendition.width, rendition.height]
        for rendition in image.renditions.order_by("width", "filter_spec")
        if _is_for_pages(rendition.filter_spec) and rendition.focal_point_key == key.get(rendition.filter_spec, "")
    ]
    if rows == image.made:
        return False
    image.made = rows
    type(image).objects.filter(pk=image.pk).update(made=rows)
    return True


def _is_for_pages(spec: str) -> bool:
    return spec == SHARE or _is_whole(spec)


def _is_whole(spec: str) -> bool:
    return spec.startswith("width-") and "|format-" in spec


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
    nothing = PictureSources([], [], [], "", 0, 0, "")
    if not image.may_be_shown:
        return nothing
    by_format: dict[str, list[tuple[str, int]]] = {"avif": [], "webp": [], "jpeg": []}
    url = addresses(image.file.storage)
    for spec, file_name, width, _height in image.made:
        shape, _, name = spec.partition("|format-")
        if name in by_format and shape.startswith("width-"):
            by_format[name].append((url(file_name), width))
    plain = by_format["jpeg"] or by_format["webp"]
    if image.fault and not plain:
        return nothing
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
