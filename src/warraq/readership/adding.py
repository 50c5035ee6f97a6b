"""Adds batches of counts to the buckets and to what the windows add up to: each once, in one transaction."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from warraq.stories.models import StoryPage

from . import rolling
from .journal import Batch, Journal
from .models import DailyReads, HourlyReads, MinuteReads, ReadBatch, Rolled, Standing

FILES = 40  # looked at in one go
Sums = dict[tuple, list[int]]  # → [reads, ends]


def add_waiting(journal: Journal, limit: int = FILES) -> int:
    """Add what waits in this machine's journal, the oldest first; how many batches there were.

    A batch whose transaction has ended is removed afterwards. A worker killed in between meets it again and finds its
    name in the database.
    """
    added = 0
    for batch in islice(journal.batches(), limit):
        add(batch)
        with suppress(FileNotFoundError):
            batch.file.unlink()
        added += 1
    return added


def add(batch: Batch, now: datetime | None = None) -> bool:
    """Add one batch; False where it had been added before."""
    now = now or timezone.now()
    sums = _Sums.of(batch, _existing({story for _minute, story, *_ in batch.rows}), now)
    with transaction.atomic():
        # Alone among those who move the windows or add to them, on every machine of the site.
        rolled = rolling.locked(now)
        _batch, is_new = ReadBatch.objects.get_or_create(pk=batch.name)
        if not is_new:
            return False
        for model, rows in ((MinuteReads, sums.minutes), (HourlyReads, sums.hours), (DailyReads, sums.days)):
            _add_to(model, rows)
        _add_to_windows(sums, rolled)
    return True


@dataclass
class _Sums:
    """What a batch adds to each kind of bucket, by the bucket's key."""

    minutes: Sums
    hours: Sums
    days: Sums

    @classmethod
    def of(cls, batch: Batch, stories: set[int], now: datetime) -> "_Sums":
        minutes, hours, days = {}, {}, {}
        zone = ZoneInfo(settings.TIME_ZONE)
        for second, story, host, reads, ends in batch.rows:
            if story not in stories:
                continue
            # A machine whose clock is ahead reads nothing in the future.
            minute = min(datetime.fromtimestamp(second, UTC), now).replace(second=0, microsecond=0)
            for sums, key in (
                (minutes, (minute, story, host)),
                (hours, (minute.replace(minute=0), story)),
                (days, (minute.astimezone(zone).date(), story)),
            ):
                sum_ = sums.setdefault(key, [0, 0])
                sum_[0] += reads
                sum_[1] += ends
        oldest = now - rolling.MINUTES_KEPT
        return cls({key: sum_ for key, sum_ in minutes.items() if key[0] >= oldest}, hours, days)


def _existing(stories: set[int]) -> set[int]:
    """Which of these stories there are: the others were made up, or have gone."""
    return set(StoryPage.objects.filter(pk__in=stories).order_by().values_list("pk", flat=True))


def _add_to(model: type[models.Model], sums: Mapping[tuple, list[int]]) -> None:
    names = [field.name for field in model._meta.pk_fields]
    # In one order everywhere, or two transactions could wait for each other.
    rows = [(*_written(key), *sums[key]) for key in sorted(sums)]
    _upsert(model, [*names, "reads", "ends"], names, rows)


def _add_to_windows(sums: _Sums, rolled: Rolled) -> None:
    windows: dict[int, list[int]] = {}
    for (hour, story), (reads, _ends) in sums.hours.items():
        for number, hours in enumerate((rolling.DAY_HOURS, rolling.WEEK_HOURS)):
            if rolled.hour - timedelta(hours=hours) < hour <= rolled.hour:
                windows.setdefault(story, [0, 0, 0])[number] += reads
    for (day, story), (reads, _ends) in sums.days.items():
        if rolled.day - timedelta(days=rolling.MONTH_DAYS) < day <= rolled.day:
            windows.setdefault(story, [0, 0, 0])[2] += reads
    rows = [(story, *windows[story]) for story in sorted(windows)]
    _upsert(Standing, ["story", "day", "week", "month"], ["story"], rows)


def _upsert(model: type[models.Model], names: list[str], keys: list[str], rows: Iterable[tuple]) -> None:
    """Insert rows, or add their numbers to those that are there. (`bulk_create` can replace, and not add.)"""
    rows = list(rows)
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [quote(model._meta.get_field(name).column) for name in names]
    key_columns = ", ".join(columns[: len(keys)])
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in columns[len(keys) :])
    values = ", ".join("%s" for _name in columns)
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})"
    with connection.cursor() as cursor:
        cursor.executemany(f"{insert} ON CONFLICT ({key_columns}) DO UPDATE SET {sums}", rows)


def _written(key: tuple) -> list:
    adapt = connection.ops
    return [
        adapt.adapt_datetimefield_value(part)
        if isinstance(part, datetime)
        else adapt.adapt_datefield_value(part)
        if isinstance(part, date)
        else part
        for part in key
    ]
