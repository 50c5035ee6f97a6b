"""The base of everything that is not a page but is shown on pages: authors, keywords, pictures, settings."""

from typing import Any

from django.db import models, transaction

from .models import Change
from .recording import Recorded


class LoggedRecord(Recorded, models.Model):
    """A record whose saving and deleting is logged in the same transaction."""

    class Meta:
        abstract = True

    def list_keys(self) -> set[str]:
        """Keys of the lists this record stands in."""
        return set()

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.log_edit()

    def log_edit(self, kind: Change.Kind = Change.Kind.EDITED) -> None:
        """Note that what readers see of this record is no longer what it was."""
        with transaction.atomic():
            Change.objects.note(kind, self.object_key, self.list_keys())

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            Change.objects.note(Change.Kind.DELETED, self.object_key, self.list_keys())
            return super().delete(*args, **kwargs)
