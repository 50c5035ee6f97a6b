"""Large files on their way in, piece by piece; one that is interrupted goes on where it was."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(hours=48)


def folder() -> Path:
    return Path(settings.DATA) / "incoming"


class Incoming(models.Model):
    """An upload that has begun. Its number is known to nobody but who sends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    length = models.PositiveBigIntegerField()
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Outside of what is served."""
        return folder() / str(self.pk)

    @property
    def received(self) -> int:
        """Bytes that are on the disk: the one truth of how far it is, also after a crash."""
        try:
            return min(self.path.stat().st_size, self.length)
        except FileNotFoundError:
            return 0

    @property
    def is_whole(self) -> bool:
        return self.received == self.length

    @property
    def expires_at(self) -> datetime:
        return self.touched_at + KEPT

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.delete()


def forget_old(now: datetime | None = None) -> int:
    """Remove what nobody has gone on with for two days, and files without a row; how many there were."""
    now = now or timezone.now()
    old = list(Incoming.objects.filter(touched_at__lt=now - KEPT))
    for upload in old:
        upload.forget()
    place = folder()
    known = {str(pk) for pk in Incoming.objects.values_list("pk", flat=True)}
    strays = [
        file
        for file in (place.iterdir() if place.is_dir() else ())
        if file.name not in known and file.stat().st_mtime < (now - KEPT).timestamp()
    ]
    for file in strays:
        file.unlink(missing_ok=True)
    return len(old) + len(strays)
