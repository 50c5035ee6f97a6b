"""What the front process counts, as Prometheus reads it and as the worker wants it: which pages are read most."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from .memory import Memory

POPULAR_KEPT = 500
FADING = 0.9  # of what was counted before remains, each time the counts are written
# The worker's figures by their names in its file, with what they mean.
FIGURES = {
    "lag": ("warraq_log_lag_seconds", "Age of the oldest change the pages do not follow yet"),
    "oldest_stale": ("warraq_pages_oldest_stale_seconds", "Since when the page waits that has waited longest"),
    "waiting": ("warraq_pages_waiting", "Pages that are stale or not rendered yet"),
    "failing": ("warraq_pages_failing", "Pages that could not be rendered"),
    "purges": ("warraq_purges_pending", "What a CDN has not been told yet"),
    "set_aside": ("warraq_changes_set_aside", "Changes set aside because they cannot be handled"),
}


class Measures:
    """Plain numbers on the way of a reader; names and labels only when somebody asks for them."""

    def __init__(self, memory: Memory, status_file: Path) -> None:
        self.memory, self.status_file = memory, status_file
        self.hits = 0
        self.unchanged = 0
        self.answers: Counter[tuple[str, int]] = Counter()  # (where from, status) of everything but hits
        self.under_way = {"readers": lambda: 0, "newsroom": lambda: 0}
        self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "warraq_application_seconds",
            "Time the application took for what was not stored",
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
        )
        self.registry.register(self)
        self._popular: dict[str, float] = {}

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        answers = CounterMetricFamily("warraq_requests", "Requests answered", labels=["source", "status"])
        answers.add_metric(["store", "200"], self.hits)
        answers.add_metric(["store", "304"], self.unchanged)
        for (source, status), count in sorted(self.answers.items()):
            answers.add_metric([source, str(status)], count)
        yield answers
        yield GaugeMetricFamily("warraq_memory_bytes", "Stored pages kept in memory", self.memory.size)
        yield GaugeMetricFamily("warraq_memory_limit_bytes", "As much may be kept", self.memory.limit)
        yield GaugeMetricFamily("warraq_memory_pages", "Stored pages kept in memory", len(self.memory))
        under_way = GaugeMetricFamily("warraq_application_requests", "Requests under way", labels=["whose"])
        for whose, count in self.under_way.items():
            under_way.add_metric([whose], count())
        yield under_way
        yield from self._worker()

    def _worker(self) -> Iterator[Metric]:
        status = self.status()
        is_well = bool(status) and status.get("database") == "ok"
        yield GaugeMetricFamily("warraq_database_up", "Did the database answer the worker?", int(is_well))
        if status:
            age = max(0.0, time.time() - status.get("at", 0))
            yield GaugeMetricFamily("warraq_worker_silent_seconds", "Since the worker's last round", age)
            for name, (metric, meaning) in FIGURES.items():
                if isinstance(status.get(name), int | float):
                    yield GaugeMetricFamily(metric, meaning, status[name])

    def status(self) -> dict:
        """What the worker wrote last; empty where it never has."""
        with suppress(OSError, ValueError):
            found = json.loads(self.status_file.read_text("utf-8"))
            if isinstance(found, dict):
                return found
        return {}

    def text(self) -> bytes:
        return generate_latest(self.registry)

    def write_popular(self, file: Path) -> None:
        """Let the worker know what is read most: counts that fade."""
        counts = {path: count * FADING for path, count in self._popular.items()}
        for path, count in self.memory.hits().items():
            counts[path] = counts.get(path, 0.0) + count
        most = sorted(counts, key=counts.__getitem__, reverse=True)[:POPULAR_KEPT]
        self._popular = {path: round(counts[path], 2) for path in most if counts[path] > 0.05}
        with suppress(OSError):
            temporary = file.with_suffix(".tmp")
            temporary.write_text(json.dumps(self._popular, ensure_ascii=False), "utf-8")
            temporary.replace(file)
