"""The audit trail: who did what, one row a deed, written with the deed and sealed into a chain of hashes after it.

A row is written in the transaction of what it tells, without a number: transactions do not wait for each other. A
moment later it is given its number and its seal, once (`sealing`). Triggers refuse every other change (`guards`).
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SEAL = 64  # letters of a SHA-256
BEGINNING = "0" * SEAL


class Entry(models.Model):
    """A deed. No foreign keys: a row outlives whom and what it speaks of, and nothing that goes away changes it."""

    at = models.DateTimeField(_("When"), default=timezone.now, db_index=True)
    action = models.CharField(_("Action"), max_length=64, db_index=True)
    actor = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(_("Who"), max_length=150, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    title = models.CharField(_("What"), max_length=255, blank=True)
    # Never a whole address: it could not be forgotten again.
    network = models.CharField(max_length=64, blank=True)
    # Text, so that it is hashed as it was written: databases rewrite JSON.
    data = models.TextField(default="{}")

    number = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=SEAL, null=True)
    seal = models.CharField(max_length=SEAL, null=True)

    class Meta:
        verbose_name = _("entry of the trail")
        verbose_name_plural = _("entries of the trail")
        indexes = [
            models.Index(fields=["id"], condition=models.Q(number=None), name="audit_unsealed"),
            models.Index(fields=["subject", "subject_id"], name="audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.title}"


class Head(models.Model):
    """One row: the number and the seal that the next row continues. Whoever seals holds it locked."""

    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=SEAL, default=BEGINNING)

    def __str__(self) -> str:
        return f"{self.number} {self.seal[:12]}"


class Checkpoint(models.Model):
    """Up to here rows were removed for their age: what is left begins after this number, with this seal."""

    through = models.BigIntegerField(unique=True)
    seal = models.CharField(max_length=SEAL)
    count = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.count} up to {self.through}"
