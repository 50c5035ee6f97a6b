"""What is shown of a minute to come is what readers get then, byte for byte, and nothing has happened meanwhile."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from warraq import testing
from warraq.audit.models import Entry
from warraq.changes import clock
from warraq.changes.models import Change, Due
from warraq.newsroom.foresight.ahead import foreseen, page_at
from warraq.newsroom.roles import Role
from warraq.newsroom.schedule import publish_due
from warraq.stories import embargoes
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
SOME_MOMENTS = 0.7 / 3600
COUNTED = (Change, Due, Entry, PageLogEntry, Revision)


@pytest.fixture
def wall(monkeypatch):
    """Sets what the machine's clock says, in hours from the beginning of the test."""
    begin = timezone.now()

    def set_to(hours: float) -> datetime:
        moment = begin + hours * HOUR
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    set_to(0)
    return set_to


class Desk:
    """Drafts and stories with everything that the clock does to a front."""

    def __init__(self, wall, editor) -> None:
        now = wall(0)
        self.section = testing.make_section()
        self.old = testing.make_story(self.section, "قصة منشورة")
        self.leaving = testing.make_story(self.section, "قصة تنتهي")
        self.leaving.expire_at = now + 2 * HOUR
        self.leaving.save_revision().publish()
        self.coming = self._scheduled("قصة مجدولة", now + HOUR)
        self.passing = self._scheduled("قصة عابرة", now + HOUR, expire_at=now + 1.5 * HOUR)
        self.held = testing.make_draft(self.section, "قصة محظورة")
        embargoes.put_under(self.held, now + 3 * HOUR, "الوكالة", editor)
        self.held.get_latest_revision().publish()

    def _scheduled(self, title, at, **fields) -> StoryPage:
        story = testing.make_draft(self.section, title)
        story.go_live_at = at
        for name, value in fields.items():
            setattr(story, name, value)
        story.save_revision().publish()
        return story


@pytest.fixture
def desk(wall, editor) -> Desk:
    return Desk(wall, editor)


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


@pytest.mark.parametrize("hours", [0.5, 1, 1.25, 1.75, 2.5, 3, 5])
@pytest.mark.parametrize("path", ["/", "/news/"])
def test_what_is_shown_is_what_the_store_serves_when_the_clock_is_there(
    desk, wall, store, settle, newsroom, hours, path
):
    then = timezone.now() + hours * HOUR
    before = counts()
    shown, _found = page_at(path, then)
    assert counts() == before
    assert not StoryPage.objects.get(pk=desk.coming.pk).live
    settle()
    # Tick by tick, as the worker looks at the clock: some moments after each minute.
    for step in range(1, int(hours * 4) + 1):
        wall(step / 4 + SOME_MOMENTS)
        publish_due()
    wall(hours)
    settle()
    assert store.copy(path).body == shown.body
    assert store.copy(path).is_fresh


def test_only_what_is_due_is_shown(desk, wall):
    def titles(hours):
        body = page_at("/news/", wall(0) + hours * HOUR)[0].body.decode()
        return {word for word in ("منشورة", "تنتهي", "مجدولة", "عابرة", "محظورة") if word in body}

    assert titles(0.5) == {"منشورة", "تنتهي"}
    assert titles(1.25) == {"منشورة", "تنتهي", "مجدولة", "عابرة"}
    assert titles(2.5) == {"منشورة", "مجدولة"}
    assert titles(3) == {"منشورة", "مجدولة", "محظورة"}


def test_an_incomplete_story_is_told_with_its_reasons(desk, wall):
    story = testing.make_draft(desk.section, "بلا متن", body=[])
    Revision.objects.filter(pk=story.latest_revision_id).update(approved_go_live_at=wall(0) + HOUR / 2)
    with foreseen(wall(0) + 5 * HOUR) as found:
        assert StoryPage.objects.get(pk=desk.held.pk).live
    refused = [event for event in found.events if event.pk == story.pk]
    assert len(refused) == 1
    assert "فقرة" in refused[0].reasons[0]
    assert not PageLogEntry.objects.filter(page=story.pk, action="warraq.publish.refused").exists()


def test_one_story_that_cannot_go_out_stops_no_other(desk, wall, monkeypatch):
    def fail(self, *args, **kwargs):
        if self.pk == desk.coming.pk:
            raise ValueError("broken")
        return derive(self)

    derive = StoryPage.derive
    monkeypatch.setattr(StoryPage, "derive", fail)
    with foreseen(wall(0) + 5 * HOUR) as found:
        assert StoryPage.objects.get(pk=desk.held.pk).live
    assert any(event.reasons == ["ValueError"] for event in found.events)


def test_a_scheduled_story_is_dated_by_its_minute_unless_the_clock_came_much_later(desk, wall):
    wall(1 + SOME_MOMENTS)
    publish_due()
    assert StoryPage.objects.get(pk=desk.coming.pk).published_at == desk.coming.go_live_at
    late = wall(4)  # nobody was there at the third hour
    publish_due()
    assert StoryPage.objects.get(pk=desk.held.pk).published_at == late


# --- the screen ---

SCREEN, PAGE, CHANGES = "foresight:index", "foresight:page", "foresight:changes"


def asking(front, at, **more):
    return {"front": front.pk, "at": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"), **more}


def test_the_screen_names_what_changes_and_frames_the_front(newsroom, desk, wall):
    asked = asking(testing.make_front(), wall(0) + 4 * HOUR, width="phone")
    html = newsroom.get(reverse(SCREEN), asked).content.decode()
    for words in ("قصة مجدولة", "قصة تنتهي", "قصة محظورة", "foresight__frame--phone", 'sandbox="allow-same-origin"'):
        assert words in html
    assert "قصة محظورة" in newsroom.get(reverse(CHANGES), asked).content.decode()


def test_a_front_wider_than_the_screen_is_seen_from_where_its_lines_begin(newsroom, desk, wall):
    english = testing.make_front(testing.make_edition("en"))
    for front, direction in ((testing.make_front(), "rtl"), (english, "ltr")):
        shown = newsroom.get(reverse("foresight:index"), {"front": front.pk}).content.decode()
        assert f'foresight__frame--desktop" dir="{direction}"' in shown


def test_the_frame_runs_no_script_and_is_kept_by_nobody(newsroom, desk, wall):
    answer = newsroom.get(reverse(PAGE), asking(desk.section, wall(0) + 4 * HOUR))
    assert "قصة محظورة" in answer.content.decode()
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_language_and_the_clocks_of_who_asks_change_nothing(client, desk, wall, settings):
    bodies = set()
    for number, (language, zone) in enumerate((("ar", "Asia/Baghdad"), ("en", "America/New_York"))):
        user = testing.make_user(f"chief{number}", Role.EDITOR_IN_CHIEF)
        profile = apps.get_model("wagtailusers.UserProfile").get_for_user(user)
        profile.preferred_language, profile.current_time_zone = language, zone
        profile.save()
        client.force_login(user)
        with timezone.override(zone):
            bodies.add(client.get(reverse(PAGE), asking(testing.make_front(), wall(0) + 2 * HOUR)).content)
    assert len(bodies) == 1


@pytest.mark.parametrize("wrong", [{"at": "أمس"}, {"at": "2099-01-01T10:00"}, {"front": "99999"}, {"width": "watch"}])
def test_what_cannot_be_shown_is_said(newsroom, desk, wall, wrong):
    asked = asking(testing.make_front(), wall(0) + HOUR) | wrong
    assert newsroom.get(reverse(SCREEN), asked).context["form"].errors
    assert newsroom.get(reverse(PAGE), asked).status_code == 400
    assert newsroom.get(reverse(CHANGES), asked).status_code == 400


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.MODERATOR, Role.OPERATOR])
def test_who_edits_nothing_sees_nothing_of_it(client, desk, wall, role):
    client.force_login(testing.make_user("other", role))
    for name in (SCREEN, PAGE, CHANGES):
        answer = client.get(reverse(name), asking(desk.section, wall(0) + 4 * HOUR))
        assert answer.status_code == 302
        assert "محظورة" not in answer.content.decode()


def test_there_is_a_limit_to_what_is_gone_through(desk, wall, monkeypatch):
    monkeypatch.setattr("warraq.newsroom.foresight.ahead.MOST", 2)
    with foreseen(wall(0) + 5 * HOUR) as found:
        pass
    assert (len(found.events), found.is_whole) == (2, False)


def test_a_front_with_nothing_ahead_costs_one_look(section):
    with CaptureQueriesContext(connection) as queries, foreseen(timezone.now() + HOUR):
        pass
    assert len(queries) <= 6


def test_only_who_is_inside_is_told_another_time():
    begin, told = timezone.now(), []
    with clock.at(begin + HOUR):
        thread = Thread(target=lambda: told.append(timezone.now()))
        thread.start()
        thread.join()
        assert timezone.now() == begin + HOUR
        with clock.at(begin + 2 * HOUR):
            assert timezone.now() == begin + 2 * HOUR
        assert timezone.now() == begin + HOUR
        assert clock.wall() < begin + HOUR
    assert told[0] < begin + HOUR
    assert timezone.now() < begin + HOUR
    assert timezone.now.__module__ == "django.utils.timezone"
