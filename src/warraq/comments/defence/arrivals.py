"""How many comments come: counted in memory, told to the other processes through the database once a second.

What a process has counted and not yet told is lost when it is killed; a flood does not end by that.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from django.db import connection

from .models import Arrival

TOLD_EVERY = 1.0  # seconds
MOST_TOLD = 50  # rows at a time: of a flood from everywhere, networks that sent one comment are not worth telling

_ADD = """
INSERT INTO {table} (key, minute, count) VALUES {rows}
ON CONFLICT (key, minute) DO UPDATE SET count = {table}.count + excluded.count
"""


class Arrivals:
    """Counts by key and minute; one of it in a process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._untold: Counter[tuple[str, int]] = Counter()
        self._told_at = 0.0
        self._guard = Lock()

    def note(self, keys: Iterable[str]) -> None:
        """One more comment for each of these keys. Not to be called inside a transaction."""
        minute = int(self._clock() // 60)
        with self._guard:
            self._untold.update([(key, minute) for key in keys])
            is_time = not 0 <= self._clock() - self._told_at < TOLD_EVERY
            told, self._untold = (self._untold, Counter()) if is_time else (Counter(), self._untold)
            self._told_at = self._clock() if is_time else self._told_at
        if told:
            self._tell(told)

    def counts(self, minutes: Mapping[str, int]) -> dict[str, int]:
        """How many came for each key in its last minutes, in all processes that have told."""
        now = int(self._clock() // 60)
        rows = Arrival.objects.filter(key__in=minutes, minute__gt=now - max(minutes.values()))
        told = list(rows.values_list("key", "minute", "count"))
        with self._guard:
            untold = [(key, minute, count) for (key, minute), count in self._untold.items() if key in minutes]
        found = dict.fromkeys(minutes, 0)
        for key, minute, count in told + untold:
            found[key] += count if minute > now - minutes[key] else 0
        return found

    def forget(self) -> None:
        """Begin anew, for tests."""
        with self._guard:
            self._untold.clear()
            self._told_at = 0.0

    def _tell(self, told: Counter[tuple[str, int]]) -> None:
        # In one order in all processes, so that two never wait for each other.
        rows = sorted((key, minute, count) for (key, minute), count in told.most_common(MOST_TOLD))
        sql = _ADD.format(table=Arrival._meta.db_table, rows=", ".join(["(%s, %s, %s)"] * len(rows)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for row in rows for value in row])


ARRIVALS = Arrivals()
