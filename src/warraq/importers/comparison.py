"""Builds temporary sites of several sizes, each in processes of its own, and compares what they measure."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .benchmark import Measured, table_of

FILL_TARGET = 1000  # stories a second
SAMPLE_TARGET = 180  # seconds


def compare(sizes: Sequence[int], sample: Path | None, say: Callable[[str], None]) -> None:
    """Print cold renders of each size side by side, the filling speed and, of a file, the import's."""
    columns: dict[str, list[Measured]] = {}
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as place:
        for size in sizes:
            site = Site(Path(place) / str(size))
            site.run("migrate", "--verbosity", "0")
            say(site.run("bench", "fill", str(size)).strip() + f" (target ≥ {FILL_TARGET} stories/s)")
            rows = json.loads(site.run("bench", "render", "--json"))
            rows = json.loads(site.run("bench", "render", "--json"))
            columns[f"{size:,} stories"] = [Measured(**row) for row in rows]
        say("\ncold render, median of 30")
        for line in table_of(columns):
            say(line)
        if sample:
            site = Site(Path(place) / "sample")
            site.run("migrate", "--verbosity", "0")
            started = time.monotonic()
            said = site.run("import", "table", str(sample.resolve()))
            seconds = time.monotonic() - started
            say(f"\nimport of {sample.name}: {seconds:.0f} s (target < {SAMPLE_TARGET} s)\n{said}")


class Site:
    """A temporary site with SQLite, worked on through the command line."""

    def __init__(self, place: Path) -> None:
        place.mkdir()
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "WARRAQ_DEBUG")}
        self.environment = kept | {"WARRAQ_DATA": str(place / "data"), "WARRAQ_SITE": str(place)}

    def run(self, *words: str) -> str:
        """What the command prints; raises CalledProcessError when it fails."""
        command = [sys.executable, "-m", "warraq.cli", *words]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout
