"""Uploads are decoded and written anew, so that what we serve is a picture and nothing else.

A sniffer cannot see a file that is two things at once; re-encoding drops the other thing, the place where the
picture was taken (GPS) and whatever else a camera wrote down, but for the day, which the newsroom keeps. What cannot be
decoded is refused.
"""

import re
import warnings
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

FORMATS = {
    "JPEG": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "WEBP": ("webp", "image/webp"),
    "AVIF": ("avif", "image/avif"),
    "GIF": ("gif", "image/gif"),
}
EXTENSIONS = {"jpeg": "JPEG", "jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}
# Several pictures in one file, as many cameras write them: the first is what was photographed.
SERIES = "MPO"
MAX_FRAMES = 200
MAX_NAME = 120  # bytes
_CAMERA_FACTS, _TAKEN_AT, _FILE_DATE = 0x8769, 0x9003, 0x0132  # numbers of EXIF


class Reencoded(InMemoryUploadedFile):
    """What `reencode` has written, with the day its camera named."""

    taken_on: date | None = None


def reencode(upload: UploadedFile) -> UploadedFile:
    """The same picture, upright, with colour profile and nothing else; ValidationError when it is not one."""
    if isinstance(upload, Reencoded):
        return upload
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            return _reencode(upload)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise ValidationError(_too_large(), code="file_too_large") from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This file is not a picture, or is damaged. Try to save it again as JPEG or PNG."), code="invalid_image"
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        raise ValidationError(
            _("This picture is damaged or cut short: it could not be read to its end."), code="invalid_image"
        ) from error
    finally:
        if not upload.closed:
            upload.seek(0)


def _too_large() -> str:
    return _("This picture has more than %(millions)d million pixels. Make it smaller and try again.") % {
        "millions": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    }


def _reencode(upload: UploadedFile) -> UploadedFile:
    upload.seek(0)
    with Pillow.open(upload, formats=list(FORMATS)) as picture:
        kind = "JPEG" if picture.format == SERIES else picture.format
        is_film = picture.format != SERIES and getattr(picture, "n_frames", 1) > 1
        _check(picture, upload.name, kind, is_film)
        data = _animation(picture, kind) if is_film else _still(picture, kind)
        day = _day_of(picture)
    extension, media_type = FORMATS[kind]
    # Disks count the bytes of a name, of which an Arabic letter takes two.
    stem = PurePath(upload.name).stem.encode()[:MAX_NAME].decode("utf-8", "ignore")
    name = f"{stem}.{extension}"
    clean = Reencoded(BytesIO(data), None, name, media_type, len(data), None)
    clean.taken_on = day
    return clean


def _day_of(picture: Pillow.Image) -> date | None:
    """When the picture was taken by the clock of its camera; nothing that is before photography or still to come."""
    with suppress(OSError, SyntaxError, ValueError, TypeError, KeyError):
        exif = picture.getexif()
        text = exif.get_ifd(_CAMERA_FACTS).get(_TAKEN_AT) or exif.get(_FILE_DATE) or ""
        day = datetime.strptime(str(text)[:10], "%Y:%m:%d").date()
        return day if day.year >= 1826 and day <= date.today() else None
    return None


def _check(picture: Pillow.Image, name: str, kind: str, is_film: bool) -> None:
    frames = picture.n_frames if is_film else 1
    # All pictures of an animation are held at once while it is written anew.
    if picture.width * picture.height * min(frames, MAX_FRAMES) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_too_large(), code="file_too_large")
    if frames > MAX_FRAMES:
        raise ValidationError(_("This animation has more than %d pictures.") % MAX_FRAMES, code="invalid_image")
    extension = PurePath(name).suffix.lower().lstrip(".")
    if EXTENSIONS.get(extension) != kind:
        raise ValidationError(
            _("The name ends in .%(extension)s, but the file is a %(format)s picture. Rename it and try again.")
            # Whoever shows this may take it for markup.
            % {"extension": re.sub(r"\W", "", extension)[:12], "format": kind},
            code="invalid_image_extension",
        )


def _still(picture: Pillow.Image, kind: str) -> bytes:
    picture.load()
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if kind == "JPEG" and upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    options = {"JPEG": {"quality": 92, "subsampling": 0}, "WEBP": {"quality": 92}, "AVIF": {"quality": 85}}
    return _written(upright, kind, icc_profile=profile, **options.get(kind, {}))


def _animation(picture: Pillow.Image, kind: str) -> bytes:
    frames, durations = [], []
    for number in range(picture.n_frames):
        picture.seek(number)
        frames.append(picture.convert("RGBA"))
        durations.append(picture.info.get("duration", 100))
    first, *rest = frames
    return _written(
        first, kind, save_all=True, append_images=rest, duration=durations, loop=picture.info.get("loop", 0)
    )


def _written(picture: Pillow.Image, kind: str, **options) -> bytes:
    # Pillow writes back what it finds in `info` (EXIF, XMP, comments): a fresh picture has none of it.
    clean = picture.copy()
    clean.info = {}
    out = BytesIO()
    clean.save(out, kind, **{name: value for name, value in options.items() if value is not None})
    return out.getvalue()
