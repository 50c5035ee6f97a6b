"""The process beside the tasks that prepares films: started when there is one, killed, gone on with."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from warraq import testing
from warraq.media.models import Encoding
from warraq.operations import workshop
from warraq.operations.tests.running import environment
from warraq.operations.workshop import Workshop

MAKE = """
import django; django.setup()
from django.core.files.base import ContentFile
from warraq.films.tests.sample import film_bytes
from warraq.media.models import Video
file = ContentFile(film_bytes(seconds=25, size=(640, 360)), name="river.mp4")
Video.objects.create(title="river", file=file)
"""
PATIENCE = 120


@pytest.fixture
def started(monkeypatch, settings, tmp_path) -> list[subprocess.Popen]:
    """Instead of encoding, the processes wait; which there were."""
    settings.DATA = tmp_path
    processes: list[subprocess.Popen] = []

    def start(slot: int) -> subprocess.Popen:
        processes.append(subprocess.Popen(["sleep", "60"]))
        return processes[-1]

    monkeypatch.setattr(workshop, "_start", start)
    yield processes
    for process in processes:
        process.kill()
        process.wait()


@pytest.mark.django_db
def test_a_process_is_started_for_a_film_that_waits_and_for_nothing_else(started):
    place = Workshop()
    place.round()
    assert started == []
    testing.make_film()
    place.round()
    place.round()
    assert len(started) == 1
    place.end()
    assert started[0].poll() is not None


@pytest.mark.django_db
def test_one_film_at_a_time_unless_the_site_says_otherwise(started):
    for number in range(3):
        testing.make_film(f"film {number}", seconds=1)
    place = Workshop()
    place.round()
    place.round()
    assert len(started) == 1
    place.end()


@pytest.mark.django_db
def test_a_process_that_died_is_followed_by_another_a_while_later(started, monkeypatch):
    testing.make_film()
    place = Workshop()
    place.round()
    started[0].kill()
    started[0].wait()
    place.round()
    assert len(started) == 1
    monkeypatch.setattr(place, "_not_before", 0)
    place.round()
    assert len(started) == 2
    place.end()


@pytest.mark.slow
def test_an_encoding_that_is_killed_goes_on_with_what_is_missing(tmp_path, prepared):
    data = tmp_path / "data"
    prepared.lay_database(data / "warraq.sqlite3")
    words = environment(tmp_path, DJANGO_SETTINGS_MODULE="warraq.conf.settings")
    if not (data / "warraq.sqlite3").exists():
        subprocess.run([sys.executable, "-m", "warraq.cli", "migrate"], env=words, cwd=tmp_path, check=True)
    subprocess.run([sys.executable, "-c", MAKE], env=words, cwd=tmp_path, check=True)
    command = [sys.executable, "-m", "warraq.cli", "films", "work"]
    first = subprocess.Popen(command, env=words, cwd=tmp_path)
    until = time.monotonic() + PATIENCE
    while not _made(data, "unfinished/360.mp4"):
        assert time.monotonic() < until
        assert first.poll() is None
        time.sleep(0.02)
    first.kill()
    assert first.wait() == -signal.SIGKILL
    written = _made(data, "240.m3u8").stat().st_mtime_ns
    subprocess.run(command, env=words, cwd=tmp_path, check=True)
    assert _made(data, "master.m3u8")
    assert _made(data, "240.m3u8").stat().st_mtime_ns == written
    assert not _made(data, "240.m3u8").parent.name.startswith(".")
    listed = subprocess.run([*command[:-1]], env=words, cwd=tmp_path, check=True, stdout=subprocess.PIPE)
    assert Encoding.State.DONE in listed.stdout.decode()


def _made(data: Path, name: str) -> Path | None:
    return next(iter((data / "media" / "films").glob(f"*/*/{name}")), None)
