"""An index is built anew when it is missing, damaged or of another making, while the old one serves."""

import shutil

import pytest

from warraq.search import building, kinds, places, states
from warraq.search.building import Build, BusyBuilding
from warraq.search.finding import Request, SearchAway, find
from warraq.search.places import stamp_with
from warraq.testing import make_story

# A worker's step begins on a connection of its own making, never in the middle of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def found(text: str) -> list[int]:
    return [hit.pk for hit in find(Request("ar", text)).hits]


def run(upkeep) -> None:
    upkeep._look_at = 0.0
    for _ in range(200):
        if not (upkeep.follow() | upkeep.work()):
            return
    raise AssertionError("the worker does not come to rest")


def test_without_an_index_the_search_is_away():
    with pytest.raises(SearchAway):
        find(Request("ar", "جسر"))


def test_a_missing_index_is_built(upkeep):
    story = make_story(title="جسر جديد")
    run(upkeep)
    assert found("جسر") == [story.pk]


def test_an_index_deleted_while_running_comes_back(upkeep, place):
    story = make_story(title="جسر جديد")
    run(upkeep)
    shutil.rmtree(place.root)
    with pytest.raises(SearchAway):
        find(Request("ar", "جسر"))
    run(upkeep)
    assert found("جسر") == [story.pk]


@pytest.mark.parametrize("kind", ["idx", "term", "store", "fast"])
def test_a_damaged_file_is_noticed_and_the_index_built_anew(upkeep, place, kind):
    story = make_story(title="جسر جديد")
    run(upkeep)
    before = place.current()
    file = next(before.glob(f"*.{kind}"))
    data = bytearray(file.read_bytes())
    data[0] ^= 0xFF
    file.write_bytes(bytes(data))
    places.doubt(before)
    run(upkeep)
    assert place.current() != before
    assert found("جسر") == [story.pk]


@pytest.mark.parametrize("name", ["meta.json", "stamp.json"])
def test_a_file_of_nonsense_is_noticed(upkeep, place, name):
    story = make_story(title="جسر جديد")
    run(upkeep)
    (place.current() / name).write_text("nonsense")
    places.doubt(place.current())
    run(upkeep)
    assert found("جسر") == [story.pk]


def test_a_reader_who_meets_a_damaged_index_says_away_and_has_it_looked_at(upkeep, place):
    make_story(title="جسر جديد")
    run(upkeep)
    upkeep.consumer.close()
    current = place.current()
    (current / "meta.json").write_text("nonsense")
    with pytest.raises(SearchAway):
        find(Request("ar", "جسر"))
    assert (current / places.DOUBTED).exists()


def test_the_old_index_serves_until_the_next_is_in_use(built, place):
    story = make_story(title="جسر جديد")
    built()
    before = place.current()
    build = Build(place, stamp_with(()))
    assert not build.step(0)
    assert place.current() == before
    assert found("جسر") == [story.pk]
    assert build.step(60)
    assert place.current() != before
    assert found("جسر") == [story.pk]


def test_what_changes_during_a_build_is_in_the_new_index(built, place):
    gone = make_story(title="جسر قديم")
    build = Build(place, stamp_with(()))
    build.step(0)
    while not build._has_read_all and next(build._batches, None) is not None:
        pass
    story = make_story(title="نفق جديد")
    gone.unpublish()
    assert build.step(60)
    assert found("نفق") == [story.pk]
    assert found("جسر") == []


def test_only_one_builds(place):
    build = Build(place, stamp_with(()))
    with pytest.raises(BusyBuilding):
        Build(place, stamp_with(()))
    build.abandon()
    again = Build(place, stamp_with(()))
    again.abandon()


def test_what_an_abandoned_build_has_left_is_swept(place, built):
    Build(place, stamp_with(())).abandon()
    built()
    assert [path for path in place.root.iterdir() if path.is_dir()] == [place.current()]


def test_another_version_of_the_analysis_has_the_index_built_anew(upkeep, place, monkeypatch):
    story = make_story(title="جسر جديد")
    run(upkeep)
    before = place.current()
    monkeypatch.setattr(places, "SCHEMA_VERSION", places.SCHEMA_VERSION + 1)
    with pytest.raises(SearchAway):
        find(Request("ar", "جسر"))
    run(upkeep)
    assert place.current() != before
    assert found("جسر") == [story.pk]


def test_a_full_disk_is_told_and_waited_for(upkeep, place, monkeypatch):
    make_story(title="جسر جديد")

    def no_room(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(building, "Writer", no_room)
        assert not upkeep.work()
    assert "No space left" in upkeep.error
    upkeep._not_before = 0.0
    run(upkeep)
    assert upkeep.error == ""
    assert len(found("جسر")) == 1


def test_a_record_that_cannot_be_read_is_left_out_and_told(place, monkeypatch, caplog):
    bad, good = make_story(title="جسر جديد"), make_story(title="نفق جديد")
    stories = kinds.kind("story")
    read = type(stories).read

    def fails(self, pks):
        if bad.pk in pks:
            raise ValueError("nobody can read this")
        return read(self, pks)

    monkeypatch.setattr(type(stories), "read", fails)
    assert Build(place, stamp_with(())).step(60)
    monkeypatch.undo()
    assert found("جديد") == [good.pk]
    assert f"story:{bad.pk} cannot be searched" in caplog.text


def test_the_worker_says_how_far_a_build_is(upkeep, place):
    for number in range(3):
        make_story(title=f"جسر {number}")
    assert upkeep.work(0)
    assert states.told(place).is_building
    upkeep._tell_at = 0.0
    run(upkeep)
    upkeep._tell_at = 0.0
    upkeep.work()
    state = states.state_of(place)
    assert not state.told.is_building
    assert state.by_kind["story"] == 3
    assert state.is_newest
