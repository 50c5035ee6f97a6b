"""Films and captions as they come in: what is refused, in the editor's words."""

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from warraq.films import cues, probing
from warraq.films.opening import NotAFilm
from warraq.films.probing import Film

CAPTIONS_LIMIT = 2 * 1024 * 1024
REASONS = {
    "unreadable": _(
        "This file cannot be read as a film: it is damaged or of another kind. Export it as MP4 and try again."
    ),
    "no_picture": _("This file holds no moving picture."),
    "no_length": _("This file does not say how long it is: it may not have been finished. Export it anew as MP4."),
    "too_large": _("The picture of this film is larger than 8192 × 4320 pixels. Export it smaller."),
    "too_long": _("This film is longer than twelve hours. Cut it into parts."),
    "cut_short": _("This film is cut short: it ends before the length it names. Send the whole file."),
}
FAULTS = {
    "unreadable": _("Line %(number)d: no times such as 00:01.000 --> 00:03.500 can be read there."),
    "none": _("The file has no cue (00:00.000 --> 00:02.000)."),
    "too_many": _("The file has more than %(number)d cues."),
    "empty": _("Cue %(number)d has no words."),
    "too_long": _("Cue %(number)d is too long to be shown."),
    "backwards": _("Cue %(number)d ends before it begins."),
    "beyond": _("Cue %(number)d begins after the end of the film."),
}
SHOWN_FAULTS = 10


def probe(file: BinaryIO) -> Film:
    """Look at an uploaded file; ValidationError in the editor's language when it is no film that can be used."""
    try:
        with on_disk(file) as path:
            return probing.probe(path)
    except NotAFilm as error:
        raise ValidationError(REASONS[error.reason], code=error.reason) from error


@contextmanager
def on_disk(file: Any) -> Iterator[str]:
    """The path of an uploaded file; one that is still in memory is written down for the while."""
    path = getattr(file, "temporary_file_path", lambda: getattr(file, "name", ""))()
    if path and PurePath(path).is_absolute():
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="warraq-film-") as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        file.seek(0)
        copy.flush()
        yield copy.name


def check_captions(file: BinaryIO) -> None:
    """Refuse what a browser would not show as captions."""
    if file.size > CAPTIONS_LIMIT:
        raise ValidationError(_("Captions files are at most 2 MB."))
    found = cues_of(file)
    if wrong := cues.faults(found):
        raise ValidationError(in_words(wrong))


def cues_of(file: BinaryIO) -> list[cues.Cue]:
    """The cues of a WebVTT or SubRip file; ValidationError in the editor's language when there are none."""
    file.seek(0)
    data = file.read(CAPTIONS_LIMIT + 1)
    file.seek(0)
    return cues_in(data)


def cues_in(data: bytes | str) -> list[cues.Cue]:
    """The same of a text."""
    try:
        return cues.parse(cues.decode(data) if isinstance(data, bytes) else data)
    except cues.FaultyCues as error:
        raise ValidationError(in_words(error.faults)) from error


def in_words(faults: list[cues.Fault]) -> list[str]:
    """One sentence a fault; the first ten."""
    return [FAULTS[fault.kind] % {"number": fault.number} for fault in faults[:SHOWN_FAULTS]]


def captions_file(name: str, found: list[cues.Cue]) -> ContentFile:
    """A WebVTT file of these cues, under a name that never named anything else: readers keep it for ever."""
    stem = re.sub(r"(-[0-9a-f]{8})?(_\w{7})?$", "", PurePath(name).stem)[:60] or "captions"
    return ContentFile(cues.write(found).encode(), name=f"{stem}-{secrets.token_hex(4)}.vtt")
