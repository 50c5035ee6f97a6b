"""How the demonstration is built: never over an editor's work, and anew after a break."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from warraq import testing
from warraq.demo import builder
from warraq.demo.builder import CannotBuild, build
from warraq.demo.models import Newsroom
from warraq.demo.reading import read
from warraq.demo.removal import remove
from warraq.demo.shots import shots
from warraq.demo.studio import Studio
from warraq.demo.tests.cast import TINY, rows
from warraq.stories.models import SectionPage, StoryPage


def test_a_site_with_stories_is_left_alone_unless_forced(db):
    testing.make_story()
    before = rows()
    with pytest.raises(CannotBuild, match="--force"):
        build(studio=TINY)
    assert rows() == before


@pytest.mark.slow
def test_it_settles_beside_what_is_there_when_forced(db, callbacks):
    mine = testing.make_story()
    with callbacks():
        build(force=True, studio=TINY)
    assert SectionPage.objects.filter(edition=mine.edition, slug="news").count() == 1
    assert StoryPage.objects.filter(section=mine.section).count() > 1
    with callbacks():
        remove()
    assert list(StoryPage.objects.all()) == [mine]


@pytest.mark.slow
def test_what_an_interrupted_run_left_is_made_anew(db, callbacks, monkeypatch):
    def interrupt(scene) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, callbacks():
        patch.setattr(builder, "STEPS", (*builder.STEPS[:4], interrupt))
        with pytest.raises(KeyboardInterrupt):
            build(studio=TINY)
    assert Newsroom.objects.get().finished_at is None
    with callbacks():
        assert build(studio=TINY).finished_at
    assert Newsroom.objects.count() == 1


def test_the_command_refuses_in_a_sentence(section):
    with pytest.raises(CommandError, match="already has sections or stories"):
        call_command("demo")


def test_drawing_in_other_processes_gives_the_same_files(tmp_path: Path):
    wanted = shots(read())[:2]
    made = []
    for workers in (0, 1):
        folder = tmp_path / str(workers)
        folder.mkdir()
        list(Studio(sizes=TINY.sizes, workers=workers).produce(wanted, (), folder))
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert {f"{shot.name}.jpg" for shot in wanted} < made[0].keys()
