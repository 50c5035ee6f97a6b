"""What waits to be looked at again: single stories, and how far down a look at all of them has come."""

from secrets import randbits

from django.db import models
from django.utils import timezone

from warraq.editions.models import Edition


def another_mark() -> int:
    return randbits(62)


class Awaited(models.Model):
    """A story whose related stories are to be looked for.

    Without a foreign key: a story that goes away meanwhile is found gone.
    """

    class Urgency(models.IntegerChoices):
        NOW = 0  # it has changed, or one that it lists has gone
        OFFERED = 1  # a story near it has changed
        SOMETIME = 2  # the archive

    story = models.BigIntegerField(primary_key=True)
    urgency = models.PositiveSmallIntegerField()
    listed_at = models.DateTimeField(null=True)
    # The entry of the log that the search index must have read; 0 for none.
    change = models.BigIntegerField(default=0)
    is_offering = models.BooleanField(default=False)
    # Another one whenever it is asked for again: what was found before that is not the last word.
    mark = models.BigIntegerField(default=another_mark)
    asked_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["urgency", "-listed_at"], name="awaited_in_order")]

    def __str__(self) -> str:
        return f"story:{self.story}"


class Sweep(models.Model):
    """A look at every story of an edition, the newest first. The row says where it goes on, and goes at the end."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="+")
    change = models.BigIntegerField(default=0)
    # The last story asked for; empty at the beginning.
    listed_at = models.DateTimeField(null=True)
    story = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.edition} below {self.listed_at or 'the newest'}"
