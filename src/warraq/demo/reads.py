"""A month of readers, so that the lists of the most read and the newsroom's charts have something to show."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from warraq.readership import lists
from warraq.readership.adding import add
from warraq.readership.journal import BATCH, Batch
from warraq.readership.models import DailyReads, HourlyReads, MinuteReads, ReadBatch, Rolled, Standing

from .models import Newsroom
from .scene import Scene

DAYS = 30
BUSIEST = 400  # reads of the most read story in its best hour
SHARE_TO_THE_END = 0.4
# How many read at each hour of the site's day: few at night, most in the evening.
RHYTHM = (2, 1, 1, 1, 1, 2, 4, 6, 8, 8, 7, 6, 6, 7, 7, 6, 6, 7, 8, 9, 10, 10, 8, 4)


def make_reads(scene: Scene) -> None:
    """Counts for every story, by the hour for the last two days and once a day before; then the lists."""
    rows = (row for number, key in enumerate(_by_interest(scene)) for row in _rows(scene, key, number))
    number = 0
    while part := list(islice(rows, BATCH)):
        add(Batch(Path(), f"demo-{scene.newsroom.pk}-{number}", part), scene.now)
        number += 1
    lists.refresh()


def remove_reads(newsroom: Newsroom, stories: set[int]) -> None:
    """Take the counts of stories away that are gone, and the names of the batches they came in."""
    for model in (MinuteReads, HourlyReads, DailyReads, Standing):
        model.objects.filter(story__in=stories).delete()
    ReadBatch.objects.filter(pk__startswith=f"demo-{newsroom.pk}-").delete()
    if not DailyReads.objects.exists():
        Rolled.objects.all().delete()
    lists.refresh()


def _by_interest(scene: Scene) -> list[str]:
    """The most interesting story first; the same for one seed."""
    keys = sorted(scene.stories)
    Random(scene.newsroom.seed).shuffle(keys)
    return keys


def _rows(scene: Scene, key: str, rank: int) -> Iterator[tuple[int, int, str, int, int]]:
    rng = Random(f"{scene.newsroom.seed} {key}")
    story, zone = scene.stories[key], scene.zone(scene.stories[key].edition.code)
    hours = [scene.now - timedelta(hours=number) for number in range(1, 48)]
    days = [scene.now - timedelta(days=number) for number in range(2, DAYS)]
    for moment, span in [*((hour, 1) for hour in hours), *((day, 24) for day in days)]:
        age = moment - scene.moments[key]
        if age < timedelta(0):
            continue
        # Interest falls off with a story's rank among others and with its age.
        reads = BUSIEST / (rank + 2) / (1 + age / timedelta(days=3)) * _share(moment.astimezone(zone), span)
        count = int(reads * rng.uniform(0.6, 1.4))
        if count:
            yield int(moment.timestamp()) // 60 * 60, story.pk, "", count, int(count * SHARE_TO_THE_END)


def _share(moment: datetime, span: int) -> float:
    """Of the best hour's readers, those of this hour, or of all hours of a day."""
    return (RHYTHM[moment.hour] if span == 1 else sum(RHYTHM)) / max(RHYTHM)
