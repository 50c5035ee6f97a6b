"""Moves the windows of the most read on with time, and forgets buckets that nobody needs any more.

The last 24 hours and 7 days are counted by hours of UTC, the last 30 days by civil days of the site. What leaves a
window is subtracted when its hour or day ends: no list is ever made by adding up all buckets.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from .models import DailyReads, HourlyReads, MinuteReads, ReadBatch, Rolled, Standing

DAY_HOURS, WEEK_HOURS, MONTH_DAYS = 24, 168, 30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTES_KEPT = timedelta(hours=2)
BATCHES_KEPT = timedelta(days=30)  # a machine that was away for longer would be believed a second time
MOST_STEPS = 48  # hours; after a longer pause everything is counted anew
CHUNK = 500


def present(now: datetime) -> tuple[datetime, date]:
    """The hour (of UTC) and the day (of the site) that a moment lies in."""
    now = now.astimezone(UTC)
    return now.replace(minute=0, second=0, microsecond=0), now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def locked(now: datetime) -> Rolled:
    """The row that says how far the windows have come, locked until the transaction ends and brought up to now."""
    hour, day = present(now)
    rolled = Rolled.objects.select_for_update().filter(pk=1).first()
    if rolled is None:
        Rolled.objects.bulk_create([Rolled(pk=1, hour=hour, day=day)], ignore_conflicts=True)
        rolled = Rolled.objects.select_for_update().get(pk=1)
    if (rolled.hour, rolled.day) == (hour, day):
        return rolled
    is_near = rolled.hour <= hour <= rolled.hour + MOST_STEPS * HOUR and rolled.day <= day <= rolled.day + 3 * DAY
    if is_near:
        while rolled.hour < hour:
            rolled.hour += HOUR
            _leave("day", HourlyReads, hour=rolled.hour - DAY_HOURS * HOUR)
            _leave("week", HourlyReads, hour=rolled.hour - WEEK_HOURS * HOUR)
        while rolled.day < day:
            rolled.day += DAY
            _leave("month", DailyReads, day=rolled.day - MONTH_DAYS * DAY)
    elif rolled.hour > hour and rolled.hour - hour <= HOUR:
        return rolled  # another machine's clock is a little ahead
    else:
        rolled.hour, rolled.day = hour, day
        _sum_up(rolled)
    rolled.save()
    return rolled


def roll(now: datetime | None = None) -> None:
    """Move the windows on; to be called now and then, also where nobody reads."""
    now = now or timezone.now()
    if not Rolled.objects.filter(hour=present(now)[0], day=present(now)[1]).exists():
        with transaction.atomic():
            locked(now)


def recount(now: datetime | None = None) -> None:
    """Make what the windows add up to anew from the buckets."""
    with transaction.atomic():
        _sum_up(locked(now or timezone.now()))


def _leave(window: str, model: type[models.Model], **bucket: datetime | date) -> None:
    """Subtract from a window what was read in the bucket that leaves it."""
    left = model.objects.filter(**bucket)
    reads = left.filter(story=models.OuterRef("story")).values("reads")
    Standing.objects.filter(story__in=left.values("story")).update(
        **{window: models.F(window) - models.Subquery(reads, output_field=models.BigIntegerField())}
    )


def _sum_up(rolled: Rolled) -> None:
    Standing.objects.all().delete()
    hours, days = HourlyReads.objects.order_by(), DailyReads.objects.order_by()
    sums: dict[int, Standing] = {}
    for window, found in (
        ("day", hours.filter(hour__gt=rolled.hour - DAY_HOURS * HOUR, hour__lte=rolled.hour)),
        ("week", hours.filter(hour__gt=rolled.hour - WEEK_HOURS * HOUR, hour__lte=rolled.hour)),
        ("month", days.filter(day__gt=rolled.day - MONTH_DAYS * DAY, day__lte=rolled.day)),
    ):
        rows = found.values_list("story").annotate(sum=models.Sum("reads"))
        for story, reads in rows.iterator(chunk_size=5_000):
            setattr(sums.setdefault(story, Standing(story=story)), window, reads)
    Standing.objects.bulk_create(sums.values(), batch_size=CHUNK)


# --- forgetting ------------------------------------------------------------------------------------------------------


def forget(now: datetime | None = None) -> bool:
    """Remove some of the buckets that have had their time, a short transaction each; whether any are left to go."""
    now = now or timezone.now()
    hour, day = present(now)
    return any(
        [
            _forget_some(MinuteReads, "minute", now - MINUTES_KEPT),
            _forget_some(HourlyReads, "hour", hour - settings.WARRAQ_READS_HOURS_KEPT_DAYS * DAY),
            _forget_some(DailyReads, "day", day - settings.WARRAQ_READS_DAYS_KEPT * DAY),
            _forget_rows(ReadBatch.objects.filter(at__lt=now - BATCHES_KEPT)),
            _forget_rows(Standing.objects.filter(day__lte=0, week__lte=0, month__lte=0)),
        ]
    )


def _forget_rows(rows: models.QuerySet) -> bool:
    numbers = list(rows.values_list("pk", flat=True)[:CHUNK])
    if numbers:
        rows.model.objects.filter(pk__in=numbers).delete()
    return len(numbers) == CHUNK


def _forget_some(model: type[models.Model], name: str, before: datetime | date) -> bool:
    """The oldest bucket's first rows."""
    oldest = model.objects.filter(**{f"{name}__lt": before}).order_by(name).values_list(name, flat=True).first()
    if oldest is None:
        return False
    stories = list(model.objects.filter(**{name: oldest}).values_list("story", flat=True)[:CHUNK])
    model.objects.filter(**{name: oldest}, story__in=stories).delete()
    return True
