"""The related stories of many new stories, by the same rule as at publication (`stories/nearest.py`)."""

from collections import Counter
from functools import cache
from typing import Any

from django.db import connection

from warraq.stories.models import StoryKeyword, StoryPage
from warraq.stories.nearest import COUNT, LOOK_BACK


def nearest_stories(story: StoryPage, keywords: list[int]) -> list[int]:
    """Ids of the earlier stories that share most keywords, the newest of equals first."""
    shared: Counter[int] = Counter()
    newest: dict[int, Any] = {}
    moment = connection.ops.adapt_datetimefield_value(story.listed_at)
    with connection.cursor() as cursor:
        for keyword in keywords:
            cursor.execute(_earlier_stories(), [keyword, moment, LOOK_BACK])
            for pk, listed_at in cursor.fetchall():
                shared[pk] += 1
                newest[pk] = listed_at
    shared.pop(story.pk, None)
    return sorted(shared, key=lambda pk: (shared[pk], newest[pk]), reverse=True)[:COUNT]


@cache
def _earlier_stories() -> str:
    # By hand because it is asked a few times for every story: the ORM would cost more than the database.
    table = connection.ops.quote_name(StoryKeyword._meta.db_table)
    # SQLite keeps moments as text that sorts by itself; making each a datetime costs more than finding it.
    moment = "CAST(listed_at AS text)" if connection.vendor == "sqlite" else "listed_at"
    return (
        f"SELECT story_id, {moment} FROM {table} WHERE keyword_id = %s AND listed_at < %s "
        "ORDER BY listed_at DESC, story_id DESC LIMIT %s"
    )
