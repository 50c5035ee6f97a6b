"""The queue of films whose sizes are to be made: rows of the database, so that it outlives every process."""

import secrets
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ATTEMPTS = 3


class EncodingManager(models.Manager):
    def ask(self, video: Any) -> "Encoding":
        """Have the sizes of a film's file made, from the beginning."""
        fresh = {name: Encoding._meta.get_field(name).get_default() for name in Encoding.OF_ONE_RUN}
        fresh |= {"token": secrets.token_hex(6), "asked_at": timezone.now()}
        return self.update_or_create(video=video, defaults=fresh)[0]

    def claim(self, slot: int, slots: int) -> "Encoding | None":
        """The next film for who holds the lock of this slot.

        What is marked as being worked on in this slot, or in one that no longer is, was left by a process that died.
        """
        with transaction.atomic():
            rows = self.select_for_update(of=("self",)).select_related("video").order_by("asked_at", "pk")
            left = models.Q(slot=slot) | models.Q(slot__gte=slots)
            for row in rows.filter(left, state=Encoding.State.RUNNING):
                row.attempts += 1
                if row.attempts < ATTEMPTS:
                    return row.begin(slot)
                row.fail(_("The program that encodes ended %(count)d times at this film.") % {"count": row.attempts})
            waiting = rows.filter(state=Encoding.State.WAITING).first()
            return waiting.begin(slot) if waiting else None

    def to_do(self, slots: list[int]) -> int:
        """How many films wait for these places, at which nobody is at work now."""
        waiting = models.Q(state=Encoding.State.WAITING)
        return self.filter(waiting | models.Q(state=Encoding.State.RUNNING, slot__in=slots)).count()


class Encoding(models.Model):
    """How far the sizes of one film are."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being prepared")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    # What a new file begins with.
    OF_ONE_RUN = ("state", "slot", "step", "share", "attempts", "reason", "strip", "began_at", "ended_at", "codecs")

    video = models.OneToOneField("media.Video", models.CASCADE, related_name="encoding")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_index=True)
    # Names what is made of the file: an address never holds anything else.
    token = models.CharField(max_length=12)
    slot = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=16, blank=True)
    share = models.FloatField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=400, blank=True)
    # {"name": file, "times": seconds of each, "width", "height" of one}: pictures out of the film, side by side.
    strip = models.JSONField(default=dict)
    # By short side, of what is made already.
    codecs = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = EncodingManager()

    class Meta:
        verbose_name = _("preparation of a film")

    def __str__(self) -> str:
        return f"{self.video_id} {self.state}"

    def begin(self, slot: int) -> "Encoding":
        self.state, self.slot, self.began_at = self.State.RUNNING, slot, self.began_at or timezone.now()
        self._write("state", "slot", "began_at", "attempts")
        return self

    def tell(self, step: str, share: float) -> None:
        """How much of the whole is done, from 0 to 1."""
        self.step, self.share = step, round(share, 3)
        self._write("step", "share")

    def keep(self, **values: Any) -> None:
        """A step that has been done: an attempt after it does not count with those before."""
        for name, value in values.items():
            setattr(self, name, value)
        self.attempts = 0
        self._write("attempts", *values)

    def put_back(self) -> None:
        """Somebody stopped the program; it goes on where it was."""
        self.state = self.State.WAITING
        self._write("state")

    def fail(self, reason: str) -> None:
        self.state, self.reason, self.ended_at = self.State.FAILED, str(reason)[:400], timezone.now()
        self._write("state", "reason", "ended_at", "attempts")

    def end(self) -> None:
        self.state, self.step, self.share, self.ended_at = self.State.DONE, "", 1, timezone.now()
        self._write("state", "step", "share", "ended_at")

    def _write(self, *names: str) -> None:
        # Not where the film got a new file meanwhile: that is another run.
        type(self).objects.filter(pk=self.pk, token=self.token).update(**{name: getattr(self, name) for name in names})
