"""A run that is killed loses nothing and repeats nothing."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

ROWS = 600
# At one moment: the run goes on storing meanwhile.
COUNT = """
import django; django.setup()
from django.db import transaction
from wagtail.models import Page
from warraq.changes.models import Change
from warraq.importers.models import ImportedItem
from warraq.stories.models import StoryPage, Byline
with transaction.atomic():
    stories = set(StoryPage.objects.values_list("pk", flat=True))
    imported = Change.objects.filter(kind="imported")
    named = {key for change in imported for key in change.keys if key.startswith("story:")}
    assert Page.find_problems() == ([], [], [], [], []), Page.find_problems()
    assert set(ImportedItem.objects.values_list("page_id", flat=True)) == stories
    assert {f"story:{pk}" for pk in stories} == named
    assert Byline.objects.count() == len(stories)
print(len(stories))
"""


@pytest.fixture
def site(tmp_path, prepared):
    """A site of its own on SQLite, worked on by other processes."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "WARRAQ_DATA": str(tmp_path / "data"),
        "WARRAQ_SITE": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "warraq.conf.settings",
    }
    command = [sys.executable, "-W", "ignore", "-m", "warraq.cli"]
    prepared.lay_database(tmp_path / "data" / "warraq.sqlite3")
    subprocess.run([*command, "migrate", "-v0"], env=environment, check=True)
    return command, environment


@pytest.mark.slow
def test_a_run_killed_at_any_moment_is_finished_by_the_next_one(site, table, row, tmp_path):
    command, environment = site
    path = table(*(row(number) for number in range(ROWS)))
    words = [
        *command,
        "import",
        "table",
        str(path),
        "--batch",
        "20",
        "--report",
        str(tmp_path / "report.json"),
    ]
    stored = 0
    for _attempt in range(3):
        run = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stored = _kill_after_progress(run, environment, stored)
    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["made"] + report["unchanged"] == ROWS
    assert report["unchanged"] >= stored > 0
    assert _stories(environment) == ROWS


def _kill_after_progress(run, environment, before: int) -> int:
    """Kill the run once it has stored more, wherever in a batch it then is; what is stored is whole."""
    deadline = time.monotonic() + 60
    while run.poll() is None and time.monotonic() < deadline:
        if (now := _stories(environment)) > before:
            run.send_signal(signal.SIGKILL)
            run.wait()
            return now
    run.wait()
    return _stories(environment)


def _stories(environment) -> int:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", COUNT],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout)
