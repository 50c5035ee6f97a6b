"""The keys under which network addresses are hashed: one a day, thrown away after the days the site sets."""

import secrets
from datetime import date

from django.db import models


def new_key() -> bytes:
    return secrets.token_bytes(32)


class DayKey(models.Model):
    """Once its row is gone nobody can tell any more which address a hash of that day was made from."""

    day = models.DateField(primary_key=True)  # of UTC
    key = models.BinaryField(default=new_key)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @classmethod
    def of(cls, day: date) -> bytes:
        """The key of a day, made when it is first asked; several processes get the same."""
        return bytes(cls.objects.get_or_create(day=day)[0].key)
