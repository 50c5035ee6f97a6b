"""Takes a large file in piece by piece: what was refused says why, what is interrupted goes on where it was."""

import fcntl
import shutil
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from warraq.films.opening import NotAFilm
from warraq.films.probing import probe

from .films import REASONS
from .models import Incoming, incoming
from .models.films import ENDINGS

AT_ONCE = 5  # unfinished uploads of one person
ROOM_LEFT = 500_000_000  # bytes of the disk that an upload never takes
BLOCK = 256 * 1024
LONGEST_NAME = 60


class Refused(Exception):
    """`status` is that of the answer; the text is for the editor."""

    def __init__(self, status: int, text: str = "") -> None:
        super().__init__(text)
        self.status = status


def largest() -> int:
    """Bytes."""
    return settings.WARRAQ_FILMS.largest_mb * 1024 * 1024


def begin(user: Any, name: str, length: int) -> Incoming:
    """A new upload; refused before anything has been sent where it could not end well."""
    path = PurePath(name.replace("\\", "/").rpartition("/")[2])
    if path.suffix.lower().lstrip(".") not in ENDINGS:
        kinds = ", ".join(ending.upper() for ending in ENDINGS)
        raise Refused(415, _("A film is a file of one of these kinds: %(kinds)s.") % {"kinds": kinds})
    if not 0 < length <= largest():
        limit = settings.WARRAQ_FILMS.largest_mb
        raise Refused(413, _("A film has at most %(limit)d megabytes.") % {"limit": limit})
    open_ones = [upload for upload in Incoming.objects.filter(user=user) if upload.path.exists()]
    if len(open_ones) >= AT_ONCE:
        raise Refused(429, _("Five uploads of yours have not ended yet. Go on with them, or wait until tomorrow."))
    folder = incoming.folder()
    folder.mkdir(parents=True, exist_ok=True)
    promised = sum(upload.length - upload.received for upload in open_ones)
    if shutil.disk_usage(folder).free < length + promised + ROOM_LEFT:
        raise Refused(413, _("There is no room on the disk for this film. Tell whoever runs the site."))
    upload = Incoming.objects.create(user=user, name=f"{path.stem[:LONGEST_NAME]}{path.suffix}", length=length)
    upload.path.touch()
    return upload


def append(upload: Incoming, offset: int, pieces: BinaryIO) -> int:
    """Write what comes, at this place; the bytes there are then. What came before a line broke is kept.

    Refused with 409 where the file is not as long as the sender thinks, 423 where somebody else is writing, 413 for
    more bytes than there should be.
    """
    try:
        file = upload.path.open("r+b")
    except FileNotFoundError as error:
        raise Refused(410) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(423) from error
        if offset != upload.received:
            raise Refused(409)
        file.seek(offset)
        try:
            while block := pieces.read(BLOCK):
                if offset + len(block) > upload.length:
                    raise Refused(413)
                file.write(block)
                offset += len(block)
        except OSError:
            # The line broke, or the disk is full: the sender asks how far we are.
            pass
    Incoming.objects.filter(pk=upload.pk).update(touched_at=timezone.now())
    return upload.received


def require_film(upload: Incoming) -> None:
    """Look at what has come in whole; what is no film is thrown away and refused with the reason."""
    try:
        probe(upload.path)
    except NotAFilm as error:
        upload.forget()
        raise Refused(422, str(REASONS[error.reason])) from error


class IncomingFile(UploadedFile):
    """An upload that has come in whole, as a form takes files; the storage moves it instead of copying."""

    def __init__(self, upload: Incoming) -> None:
        self.upload = upload
        super().__init__(None, upload.name, "application/octet-stream", upload.length)

    @property
    def file(self) -> BinaryIO:
        # A form that is sent back has never read it, and would leave it open.
        if self._opened is None:
            self._opened = self.upload.path.open("rb")
        return self._opened

    @file.setter
    def file(self, opened: BinaryIO | None) -> None:
        self._opened = opened

    def temporary_file_path(self) -> str:
        return str(self.upload.path)


def received(number: str) -> IncomingFile | None:
    """The file of an upload that is whole; None for any other text."""
    try:
        upload = Incoming.objects.filter(pk=UUID(number)).first()
    except ValueError:
        return None
    return IncomingFile(upload) if upload and upload.path.exists() and upload.is_whole else None
