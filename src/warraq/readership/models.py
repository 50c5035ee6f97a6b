"""How often stories were read: counts in buckets of time, what rolling windows add up to, and the lists made of it.

Nothing here says who has read. Stories are named by number, without a foreign key: counts come in from machines that
have not heard yet that a story is gone, and the worker adds them in bulk.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Window(models.TextChoices):
    """How far back a list of the most read looks."""

    DAY = "day", _("today")
    WEEK = "week", _("this week")
    MONTH = "month", _("this month")


class Counted(models.Model):
    """A count of reads, and of those that came to the end of the text."""

    story = models.BigIntegerField()
    reads = models.PositiveBigIntegerField(default=0)
    ends = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"story:{self.story} {self.reads}"


class MinuteReads(Counted):
    """Reads of a story in a minute from one host: the newsroom's last half hour. Kept for hours only."""

    pk = models.CompositePrimaryKey("minute", "story", "host")
    minute = models.DateTimeField()
    # Where readers came from: a host's name, "" for nowhere in particular, our own name for within the site.
    host = models.CharField(max_length=100)


class HourlyReads(Counted):
    """Reads of a story in an hour of UTC."""

    pk = models.CompositePrimaryKey("hour", "story")
    hour = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["story", "hour"], name="hourly_of_story")]


class DailyReads(Counted):
    """Reads of a story in a civil day of the site's time zone. Kept when the hours of that day are gone."""

    pk = models.CompositePrimaryKey("day", "story")
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["story", "day"], name="daily_of_story")]


class Standing(models.Model):
    """What a story's buckets add up to over the rolling windows; `recount` makes it anew from them."""

    story = models.BigIntegerField(primary_key=True)
    day = models.BigIntegerField(default=0)
    week = models.BigIntegerField(default=0)
    month = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=[f"-{window}"], name=f"standing_by_{window}") for window in Window.values]

    def __str__(self) -> str:
        return f"story:{self.story}"


class Rolled(models.Model):
    """How far the windows have been moved on: one row, locked by whoever changes what they add up to."""

    hour = models.DateTimeField()  # the newest hour that the windows of hours end with
    day = models.DateField()  # the newest day that the window of days ends with

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}"


class ReadBatch(models.Model):
    """A batch of counts that has been added, so that none is added twice."""

    id = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.id


class MostRead(models.Model):
    """A place in a list of the most read: of an edition, or of one section of it."""

    edition = models.BigIntegerField()
    section = models.BigIntegerField(default=0)  # 0: of the whole edition
    window = models.CharField(max_length=8, choices=Window.choices)
    place = models.PositiveSmallIntegerField()
    story = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "section", "window", "place"], name="one_story_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.place}: story:{self.story}"
