"""Uploads are decoded and written anew, so that what we serve is a picture and nothing else.

A sniffer cannot see a file that is two things at once; re-encoding drops the other thing, the place where the
picture was taken (GPS) and whatever else a camera wrote down. What cannot be decoded is refused.
"""

import warnings
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
MAX_FRAMES = 200


def reencode(upload: UploadedFile) -> UploadedFile:
    """The same picture, upright, with colour profile and nothing else; ValidationError when it is not one."""
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
        _check(picture, upload.name)
        kind = picture.format
        if getattr(picture, "n_frames", 1) > 1:
            data = _animation(picture, kind)
        else:
            data = _still(picture, kind)
    extension, media_type = FORMATS[kind]
    name = f"{PurePath(upload.name).stem}.{extension}"
    return InMemoryUploadedFile(BytesIO(data), None, name, media_type, len(data), None)


def _check(picture: Pillow.Image, name: str) -> None:
    frames = getattr(picture, "n_frames", 1)
    # All pictures of an animation are held at once while it is written anew.
    if picture.width * picture.height * min(frames, MAX_FRAMES) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_too_large(), code="file_too_large")
    if frames > MAX_FRAMES:
        raise ValidationError(_("This animation has more than %d pictures.") % MAX_FRAMES, code="invalid_image")
    extension = PurePath(name).suffix.lower().lstrip(".")
    if EXTENSIONS.get(extension) != picture.format:
        raise ValidationError(
            _("The name ends in .%(extension)s, but the file is a %(format)s picture. Rename it and try again.")
            % {"extension": extension, "format": picture.format},
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
