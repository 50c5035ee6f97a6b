"""What a film file is: decoded far enough to know it is one."""

from dataclasses import dataclass
from typing import BinaryIO

import av
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CAPTIONS_LIMIT = 2 * 1024 * 1024


@dataclass(frozen=True)
class Film:
    """Width and height in pixels, length in seconds."""

    width: int
    height: int
    seconds: float


def probe(file: BinaryIO) -> Film:
    """Open the file and decode one picture of it; ValidationError in the editor's language when that fails."""
    file.seek(0)
    try:
        with av.open(file, mode="r") as container:
            if not container.streams.video:
                raise ValidationError(_("This file holds no moving picture."))
            stream = container.streams.video[0]
            next(container.decode(stream))
            return Film(stream.width, stream.height, (container.duration or 0) / av.time_base)
    except (av.FFmpegError, StopIteration, ValueError) as error:
        raise ValidationError(
            _("This file cannot be read as a film: it is damaged or of another kind. Export it as MP4 and try again.")
        ) from error
    finally:
        file.seek(0)


def check_captions(file: BinaryIO) -> None:
    """Refuse what a browser would not show as captions."""
    if file.size > CAPTIONS_LIMIT:
        raise ValidationError(_("Captions files are at most 2 MB."))
    file.seek(0)
    head = file.read(CAPTIONS_LIMIT)
    file.seek(0)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The captions file is not UTF-8 text.")) from error
    if not text.startswith("WEBVTT"):
        raise ValidationError(_("The captions file does not begin with WEBVTT."))
    if "-->" not in text:
        raise ValidationError(_("The captions file has no cue (00:00.000 --> 00:02.000)."))
