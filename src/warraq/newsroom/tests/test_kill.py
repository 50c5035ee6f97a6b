"""An error, or the end of the process, at any step of a publication leaves nothing behind."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from warraq import testing
from warraq.changes.models import Change
from warraq.operations.tests.prepared import Prepared
from warraq.stories.models import StoryPage

STEPS = {
    "the row in the change log": "warraq.changes.models.ChangeManager.note",
    "the lists by keyword": "warraq.stories.models.StoryPage._spread_listing",
    "the related stories": "warraq.stories.models.story.refresh_related",
    "the audit log": "wagtail.actions.publish_revision.log",
    "the signal": "wagtail.signals.page_published.send",
}


class Cut(RuntimeError):
    """Stands for a process that ends here."""


@pytest.fixture
def draft(section):
    return testing.make_draft(section, "خبر يقطع نشره")


def assert_nothing_left(page):
    page = StoryPage.objects.get(pk=page.pk)
    assert (page.live, page.live_revision_id, page.published_at, page.listed_at) == (False, None, None, None)
    assert not Change.objects.filter(subject=f"story:{page.pk}").exists()
    assert not PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.publish").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_publication_cut_at_a_step_leaves_nothing(draft, step):
    with patch(step, side_effect=Cut), pytest.raises(Cut):
        draft.get_latest_revision().publish()
    assert_nothing_left(draft)


@pytest.mark.django_db
def test_a_receiver_that_fails_undoes_the_publication(draft):
    def fail(**kwargs):
        raise Cut

    page_published.connect(fail)
    try:
        with pytest.raises(Cut):
            draft.get_latest_revision().publish()
    finally:
        page_published.disconnect(fail)
    assert_nothing_left(draft)


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["warraq.changes.models.ChangeManager.note", "wagtail.actions.unpublish.log"])
def test_a_withdrawal_cut_at_a_step_leaves_the_story_live(section, step):
    story = testing.make_story(section)
    rows = Change.objects.count()
    with patch(step, side_effect=Cut), pytest.raises(Cut):
        story.unpublish()
    assert StoryPage.objects.get(pk=story.pk).listed_at
    assert Change.objects.count() == rows


KILLED = """
import os
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from warraq import testing
from wagtail.signals import page_published
draft = testing.make_draft(title="خبر يقطع نشره")
print(draft.pk, flush=True)
page_published.connect(lambda **kwargs: os._exit(9), weak=False)
draft.get_latest_revision().publish()
"""


@pytest.mark.slow
def test_a_process_killed_while_publishing_leaves_a_draft_in_the_database_file(tmp_path: Path, prepared: Prepared):
    prepared.lay_database(tmp_path / "killed.sqlite3")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "warraq.conf.test",
        "WARRAQ_DATA": str(tmp_path),
        "WARRAQ_SITE": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3",
    }
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    pk = int(done.stdout.split()[0])
    with sqlite3.connect(tmp_path / "killed.sqlite3") as database:
        assert database.execute("SELECT live FROM wagtailcore_page WHERE id = ?", [pk]).fetchone() == (0,)
        rows = database.execute("SELECT count(*) FROM changes_change WHERE subject = ?", [f"story:{pk}"])
        assert rows.fetchone() == (0,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
