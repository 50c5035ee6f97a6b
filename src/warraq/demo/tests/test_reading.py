"""The written content is complete and holds together."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warraq.demo import markup
from warraq.demo.reading import Content, Story, read
from warraq.demo.schedule import story_moments
from warraq.films import cues

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
ZONES = {"ar": ZoneInfo("Asia/Beirut"), "en": ZoneInfo("Asia/Beirut")}


@pytest.fixture(scope="module")
def content() -> Content:
    return read()


def in_arabic(items: tuple) -> list:
    return [item for item in items if item.lang == "ar"]


@pytest.mark.parametrize("story", read().stories, ids=lambda story: story.key)
def test_a_story_names_only_what_there_is(story: Story, content: Content):
    assert {credit.author for credit in story.authors} <= {a.key for a in content.authors if a.lang == story.lang}
    assert set(story.keywords) <= {k.name for k in content.keywords if k.lang == story.lang}
    assert set(story.dossiers) <= {d.key for d in content.dossiers if d.lang == story.lang}
    assert story.section in {s.key for s in content.sections if s.lang == story.lang}
    assert story.counterpart in {"", *(s.key for s in content.stories)}


@pytest.mark.parametrize("story", read().stories, ids=lambda story: story.key)
def test_a_story_is_of_real_length_and_its_pictures_have_words(story: Story):
    # One is a brief; those, too, are written out.
    assert len(story.body.split()) > (60 if story.form == "news" else 150)
    assert "paragraph" in {part.kind for part in markup.parts(story.body)}
    lead = [story.picture] if story.picture else []
    assert all(picture.alt for picture in [*lead, *markup.pictures(story.body)])


def test_the_newsroom_is_as_large_as_promised(content: Content):
    assert len(in_arabic(content.stories)) >= 60
    assert len(in_arabic(content.sections)) == 6
    assert len(in_arabic(content.authors)) == 8
    assert len(in_arabic(content.keywords)) >= 40
    assert len(in_arabic(content.albums)) == 4
    assert len(content.videos) == 2
    assert [len(written.events) for written in content.maps] == [14, 5]
    assert all(video.captions for video in content.videos)


def test_one_dossier_of_six_has_no_summary_and_one_is_closed(content: Content):
    dossiers = in_arabic(content.dossiers)
    assert len(dossiers) == 6
    assert [d.key for d in dossiers if not d.summary] == ["manuscripts"]
    assert [d.key for d in dossiers if d.state == "closed"] == ["living-crafts"]


def test_the_awkward_cases_are_there(content: Content):
    stories = in_arabic(content.stories)
    assert max(len(story.headline) for story in stories) > 110
    assert any(story.picture is None for story in stories)
    assert any("[[en:" in story.body for story in stories)
    assert any(sum("\u064b" <= letter <= "\u0652" for letter in story.body) > 100 for story in stories)
    assert content.corrections


def test_captions_are_web_captions(content: Content):
    for video in content.videos:
        for captions in video.captions:
            assert cues.faults(cues.parse(captions.file.read_text("utf-8")), video.seconds) == []


def test_every_correction_start_and_pick_names_a_story(content: Content):
    keys = {story.key for story in content.stories}
    assert {correction.story for correction in content.corrections} <= keys
    assert {key for dossier in content.dossiers for key in dossier.start_here} <= keys
    assert {key for site in content.sites for key in (site.lead, *site.picks)} <= keys


def test_stories_spread_over_eighteen_months_up_to_this_hour(content: Content):
    moments = story_moments(content, NOW, 861, ZONES)
    ages = sorted(NOW - moments[story.key] for story in in_arabic(content.stories))
    assert timedelta(0) < ages[0] < timedelta(hours=3)
    assert sum(age < timedelta(hours=48) for age in ages) >= 6
    assert timedelta(days=540) < ages[-1] < timedelta(days=552)
    assert max(later - earlier for earlier, later in zip(ages, ages[1:], strict=False)) < timedelta(days=21)


def test_the_newest_stories_are_of_several_sections(content: Content):
    moments = story_moments(content, NOW, 861, ZONES)
    newest = sorted(in_arabic(content.stories), key=lambda story: moments[story.key], reverse=True)[:8]
    assert len({story.section for story in newest}) >= 5


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_nobody_publishes_in_the_dead_of_night_but_this_night(content: Content, hour: int):
    now = NOW.replace(hour=hour)
    moments = story_moments(content, now, 861, ZONES)
    old = [moment for moment in moments.values() if now - moment > timedelta(hours=4)]
    assert all(moment.hour >= 6 for moment in old)
    assert all(moment < now for moment in moments.values())


def test_the_same_seed_and_day_give_the_same_dates(content: Content):
    assert story_moments(content, NOW, 861, ZONES) == story_moments(content, NOW, 861, ZONES)
    assert story_moments(content, NOW, 861, ZONES) != story_moments(content, NOW, 862, ZONES)


def test_a_closed_dossier_has_no_story_after_its_last_review(content: Content):
    moments = story_moments(content, NOW, 861, ZONES)
    closed = next(dossier for dossier in content.dossiers if dossier.state == "closed")
    last = max(moments[story.key] for story in content.stories if closed.key in story.dossiers)
    assert NOW - last > timedelta(days=closed.reviewed_days_ago)


def test_a_corrected_story_is_older_than_its_correction(content: Content):
    moments = story_moments(content, NOW, 861, ZONES)
    for correction in content.corrections:
        assert moments[correction.story] + timedelta(days=correction.days_after) <= NOW
