"""The front board: what it shows, what it changes, who may publish, and that two editors lose nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.audit.models import Entry
from warraq.changes import due
from warraq.changes.models import Change, Due
from warraq.editions.models import Edition
from warraq.front.arranged import LEAD, PICKS, STORIES, Arranged, Part, Pin, Rule, home
from warraq.front.composition import compose
from warraq.front.models import Arrangement, FrontPage, FrontStep, SavedFront
from warraq.front.upkeep import leaves_at, note_ages, note_begun, prune
from warraq.front.working import Overtaken, arrange, work
from warraq.newsroom.roles import Role
from warraq.pagestore.rendering import render

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Board:
    """One front as an editor works on it, without scripts or with `json`."""

    def __init__(self, client: Client, page: Any) -> None:
        self.client, self.page, self.seen = client, page, 0

    def address(self, name: str = "front", *more: Any) -> str:
        return reverse(f"board:{name}", args=[self.page.pk, *more])

    def open(self) -> Any:
        response = self.client.get(self.address())
        self.seen = response.context["row"].number if response.status_code == 200 else 0
        return response

    def act(self, do: str, **data: Any) -> Any:
        return self.send("act", do=do, **data)

    def send(self, name: str, /, *more: Any, **data: Any) -> Any:
        response = self.client.post(
            self.address(name, *more), {"seen": self.seen} | data, headers={"Accept": "application/json"}
        )
        if response.status_code in (200, 400, 409):
            self.seen = response.json()["number"]
        return response

    @property
    def row(self) -> Arrangement:
        return Arrangement.objects.get(page=self.page.pk)

    @property
    def working(self) -> Arranged:
        return Arranged.from_json(self.row.working)

    def pinned(self, name: str) -> list[int]:
        return [pin.story for pin in self.working.part(name).pins]


def board_of(user: Any, page: Any = None) -> Board:
    client = Client()
    client.force_login(user)
    return Board(client, page or testing.make_front())


@pytest.fixture
def stories() -> list[Any]:
    """The newest last."""
    section = testing.make_section()
    return [testing.make_story(section, f"خبر رقم {number}", form="report") for number in range(7)]


@pytest.fixture
def board(stories: list[Any]) -> Board:
    board = board_of(testing.make_editor())
    board.open()
    return board


def is_refused(response: Any) -> bool:
    """Wagtail leads whoever may not do something to the newsroom's first page."""
    return response.status_code == 403 or (response.status_code == 302 and response.url == "/newsroom/")


def readers_lead() -> int | None:
    lead = compose(FrontPage.objects.get(edition__code="ar"))["lead"]
    return lead and lead.pk


# --- arranging ---


def test_the_board_shows_each_part_with_what_stands_there_and_why(board, stories):
    board.act("place", story=stories[2].pk, part=LEAD, place=0)
    text = board.open().content.decode()
    assert stories[2].title in text
    assert "مثبتة" in text
    assert "بالقاعدة" in text


def test_what_is_arranged_reaches_readers_when_it_is_published_and_not_before(board, stories):
    before = readers_lead()
    changes = Change.objects.count()
    board.act("place", story=stories[1].pk, part=LEAD, place=0)
    assert (readers_lead(), Change.objects.count()) == (before, changes)
    assert board.send("publish").status_code == 200
    assert readers_lead() == stories[1].pk
    assert Change.objects.latest("pk").keys == [f"front:{board.page.pk}:arrangement"]
    entry = Entry.objects.get(action="front.published")
    assert (entry.actor_name, entry.subject_id) == ("editor", str(board.page.pk))


def test_a_story_takes_the_place_it_is_put_at_and_what_a_rule_finds_moves_on(board, stories):
    response = board.act("place", story=stories[0].pk, part=PICKS, place=1)
    assert response.status_code == 200
    board.send("publish")
    picks = [story.pk for story in compose(board.page)["picks"]]
    assert picks[1] == stories[0].pk
    assert len(picks) == 4


def test_pins_change_places_and_a_story_stands_in_one_part_only(board, stories):
    for number in (0, 1, 2):
        board.act("place", story=stories[number].pk, part=PICKS, place=number)
    board.act("place", story=stories[2].pk, part=PICKS, before=stories[0].pk)
    assert board.pinned(PICKS) == [stories[2].pk, stories[0].pk, stories[1].pk]
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    assert (board.pinned(LEAD), board.pinned(PICKS)) == ([stories[0].pk], [stories[2].pk, stories[1].pk])


def test_a_draft_waits_at_its_place_until_it_is_live(board, stories):
    draft = testing.make_draft(testing.make_section(), "مسودة للصدارة")
    board.act("place", story=draft.pk, part=LEAD, place=0)
    board.send("publish")
    assert readers_lead() == stories[-1].pk
    assert "تنتظر" in board.open().content.decode()
    draft.get_latest_revision().publish()
    assert readers_lead() == draft.pk


def test_a_pin_has_an_end_by_the_clocks_of_the_edition(board, stories):
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    ends = (timezone.now() + 5 * HOUR).replace(second=0, microsecond=0)
    board.act("until", story=stories[0].pk, until=f"{ends.astimezone(board.page.edition.zone):%Y-%m-%dT%H:%M}")
    assert board.working.part(LEAD).pins[0].until == ends
    board.send("publish")
    due.turn_into_changes(ends)
    assert Change.objects.latest("pk").keys == [f"front:{board.page.pk}:arrangement"]
    assert compose(board.page, ends)["lead"].pk == stories[-1].pk


@pytest.mark.parametrize("text", ["غدًا", "2001-01-01T10:00", "2026-13-40T10:00"])
def test_an_end_that_is_none_is_refused_with_the_reason(board, stories, text):
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    response = board.act("until", story=stories[0].pk, until=text)
    assert response.status_code == 400
    assert response.json()["said"]


def test_a_story_a_rule_has_brought_is_kept_off_and_let_in_again(board, stories):
    board.act("hide", story=stories[-1].pk)
    board.send("publish")
    assert readers_lead() == stories[-2].pk
    board.act("show", story=stories[-1].pk)
    board.send("publish")
    assert readers_lead() == stories[-1].pk


def test_rails_are_added_set_moved_and_removed(board, stories):
    section = testing.make_section()
    board.act("add_part", kind=STORIES)
    part = board.working.parts[-1]
    settings = {"title": "على عجل", "count": 3, "look": "list", "section": section.pk, "forms": ["report"]}
    assert board.act("settings", part=part.id, hours=6, order="day", **settings).status_code == 200
    changed = board.working.part(part.id)
    assert (changed.title, changed.count, changed.look) == ("على عجل", 3, "list")
    assert changed.rule == Rule(section.pk, ("report",), 6, "day")
    board.act("move_part", part=part.id, step="up")
    assert board.working.parts[-2].id == part.id
    board.act("drop_part", part=part.id)
    assert board.working.part(part.id) is None


@pytest.mark.parametrize(
    "data",
    [
        {"do": "dance"},
        {"do": "place", "story": "99999999", "part": LEAD},
        {"do": "place", "story": "x", "part": LEAD},
        {"do": "place", "part": "nowhere"},
        {"do": "settings", "part": PICKS, "count": "900"},
        {"do": "settings", "part": PICKS, "section": "77777"},
        {"do": "settings", "part": "nowhere"},
        {"do": "add_part", "kind": "poem"},
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(board, stories, data):
    before = board.working if Arrangement.objects.filter(page=board.page.pk).exists() else None
    response = board.act(**({"story": stories[0].pk} | data))
    assert response.status_code == 400
    assert response.json()["said"]
    assert not FrontStep.objects.exists()
    assert before is None or board.working == before


def test_without_scripts_an_act_leads_back_to_the_board_with_a_message(board, stories):
    data = {"do": "place", "story": stories[0].pk, "part": f"{LEAD}:0", "seen": board.seen}
    response = board.client.post(board.address("act"), data, follow=True)
    assert response.redirect_chain == [(board.address(), 302)]
    assert stories[0].title in response.content.decode()
    assert board.pinned(LEAD) == [stories[0].pk]


# --- sections ---


def test_a_section_has_a_board_whose_lead_its_readers_get(stories, client):
    section = testing.make_section()
    board = board_of(testing.make_editor(), section)
    board.open()
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    board.send("publish")
    shown = type(section).objects.get(pk=section.pk).get_context(None)["stories"]
    assert [story.pk for story in shown] == [stories[0].pk, *(story.pk for story in stories[:0:-1])]
    assert client.get(section.url).text.count(f'href="{stories[0].url}"') == 1


# --- two editors ---


def test_changes_of_two_editors_are_both_kept(board, stories):
    other = board_of(testing.make_user("mona", Role.EDITOR_IN_CHIEF))
    other.open()
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    assert other.act("place", story=stories[1].pk, part=PICKS, place=0).status_code == 200
    assert (board.pinned(LEAD), board.pinned(PICKS)) == ([stories[0].pk], [stories[1].pk])


def test_a_stale_change_of_the_same_place_is_refused_and_says_who_was_faster(board, stories):
    other = board_of(testing.make_user("mona", Role.EDITOR_IN_CHIEF, first_name="منى"))
    other.open()
    board.open()
    other.act("place", story=stories[1].pk, part=LEAD, place=0)
    response = board.act("place", story=stories[0].pk, part=LEAD, place=0)
    assert response.status_code == 409
    assert "منى" in response.json()["said"]
    assert board.pinned(LEAD) == [stories[1].pk]
    assert board.act("place", story=stories[0].pk, part=LEAD, place=0).status_code == 200


def test_no_pin_of_a_colleague_falls_off_a_full_part_unseen(board, stories):
    for number in range(4):
        board.act("place", story=stories[number].pk, part=PICKS, place=number)
    other = board_of(testing.make_user("mona", Role.EDITOR_IN_CHIEF))
    other.open()
    board.act("place", story=stories[4].pk, part=PICKS, place=3)
    assert other.act("place", story=stories[5].pk, part=PICKS, place=0).status_code == 409
    assert stories[4].pk in board.pinned(PICKS)


def test_a_step_that_was_not_seen_is_not_published(board, stories):
    other = board_of(testing.make_user("mona", Role.EDITOR_IN_CHIEF))
    other.act("place", story=stories[1].pk, part=LEAD, place=0)
    assert board.send("publish").status_code == 409
    assert readers_lead() == stories[-1].pk
    assert board.send("publish").status_code == 200


def test_a_colleague_hears_of_a_change_by_the_number_of_the_newest_step(board, stories):
    other = board_of(testing.make_user("mona", Role.EDITOR_IN_CHIEF))
    other.open()
    state = f"{other.address('state')}?seen=0"
    assert other.client.get(state).json() == {"number": 0}
    board.act("place", story=stories[1].pk, part=LEAD, place=0)
    told = other.client.get(state).json()
    assert told["number"] == 1
    assert stories[1].title in told["said"]
    assert stories[1].title in told["html"]


def test_the_same_change_twice_is_one_step(board, stories):
    for _time in range(2):
        board.act("place", story=stories[1].pk, part=LEAD, place=0)
    assert FrontStep.objects.count() == 1


# --- preview ---


@pytest.mark.parametrize("kind", ["home", "section"])
def test_the_preview_is_byte_for_byte_what_readers_get_after_publishing(stories, kind):
    page = testing.make_front() if kind == "home" else testing.make_section()
    board = board_of(testing.make_editor(), page)
    board.open()
    board.act("place", story=stories[1].pk, part=LEAD, place=0)
    board.act("place", story=stories[3].pk, part=PICKS, place=2)
    before = render(page.url).body
    preview = board.client.get(board.address("front_preview"))
    assert render(page.url).body == before
    board.send("publish")
    assert preview.content == render(page.url).body != before
    assert "no-store" in preview.headers["Cache-Control"]
    assert preview.headers["Content-Security-Policy"] == Client().get(page.url).headers["Content-Security-Policy"]


# --- history ---


def test_every_step_is_told_and_one_leads_back_to_what_readers_had(board, stories):
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    board.send("publish")
    board.act("place", story=stories[1].pk, part=LEAD, place=0)
    board.send("publish")
    text = board.client.get(board.address("history")).content.decode()
    assert text.count("نشر الواجهة") == 2
    compared = board.client.get(board.address("step", 2)).content.decode()
    assert f"1. {stories[1].title}" in compared
    assert board.client.post(board.address("step", 2), {"return": "1", "seen": 4}, follow=True).status_code == 200
    assert readers_lead() == stories[0].pk
    assert board.row.steps.first().kind == FrontStep.Kind.RETURNED
    assert Entry.objects.filter(action="front.returned").count() == 1


def test_hours_are_told_on_the_editions_clocks_in_the_language_of_whoever_looks(stories):
    Edition.objects.filter(code="ar").update(time_zone="Asia/Baghdad")
    user = testing.make_editor()
    UserProfile.objects.create(user=user, preferred_language="en")
    board = board_of(user)
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    FrontStep.objects.update(at=datetime(2026, 3, 4, 21, 5, tzinfo=UTC))
    for name in ("front", "history"):
        assert "5 March 2026 00:05" in board.client.get(board.address(name)).content.decode()


def test_a_step_is_taken_as_the_working_copy_and_readers_see_nothing_of_it(board, stories):
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    board.act("remove", story=stories[0].pk)
    board.client.post(board.address("step", 1), {"take": "1", "seen": 2})
    assert board.pinned(LEAD) == [stories[0].pk]
    assert readers_lead() == stories[-1].pk


def test_old_steps_are_forgotten_but_never_the_one_readers_have(board, stories):
    board.act("place", story=stories[0].pk, part=LEAD, place=0)
    board.send("publish")
    board.act("remove", story=stories[0].pk)
    FrontStep.objects.update(at=timezone.now() - timedelta(days=800))
    prune(timezone.now())
    assert [step.kind for step in FrontStep.objects.all()] == [FrontStep.Kind.PUBLISHED]


# --- saved fronts ---


def night_of(board: Board, story: Any) -> SavedFront:
    board.act("place", story=story.pk, part=LEAD, place=0)
    board.send("saved", do="save", name="ليلية")
    board.act("remove", story=story.pk)
    return SavedFront.objects.get()


def clock(board: Board, moment: Any) -> str:
    return f"{moment.astimezone(board.page.edition.zone):%Y-%m-%dT%H:%M}"


def test_a_saved_front_stands_from_its_beginning_to_its_end(board, stories):
    night = night_of(board, stories[0])
    starts = (timezone.now() + HOUR).replace(second=0, microsecond=0)
    hours = {"starts": clock(board, starts), "ends": clock(board, starts + HOUR)}
    assert board.send("saved", do="hours", saved=night.pk, **hours).status_code == 200
    page = FrontPage.objects.get(pk=board.page.pk)
    leads = [compose(page, starts + step * HOUR)["lead"].pk for step in (-1, 0, 1)]
    assert leads == [stories[-1].pk, stories[0].pk, stories[-1].pk]
    due.turn_into_changes(starts + HOUR)
    assert Change.objects.filter(kind="due", subject=f"front:{page.pk}:arrangement").count() == 2
    note_begun(starts)
    note_begun(starts)
    assert Entry.objects.filter(action="front.begun").count() == 1
    assert board.row.steps.first().kind == FrontStep.Kind.BEGUN


def stand(board: Board, night: SavedFront, ends: bool = True) -> None:
    """Since an hour ago."""
    starts = timezone.now() - HOUR
    hours = {"starts": clock(board, starts)} | ({"ends": clock(board, starts + 3 * HOUR)} if ends else {})
    assert board.send("saved", do="hours", saved=night.pk, **hours).status_code == 200


@pytest.mark.parametrize("ends", [True, False], ids=["with an end", "for good"])
def test_a_saved_front_that_stands_is_ended_at_a_press(board, stories, ends):
    night = night_of(board, stories[0])
    stand(board, night, ends)
    assert readers_lead() == stories[0].pk
    assert "أنهِ «ليلية» الآن" in board.open().content.decode()
    assert board.send("end", saved=night.pk).status_code == 200
    assert readers_lead() == stories[-1].pk
    change, key = Change.objects.latest("pk"), f"front:{board.page.pk}:arrangement"
    assert (change.subject, change.keys) == (key, [key])
    assert not Due.objects.filter(subject=key, turned_at=None).exists()
    note_begun(timezone.now())
    assert [step.kind for step in board.row.steps.all()[:2]] == ["ended", "begun"]
    assert [Entry.objects.filter(action=f"front.{deed}").count() for deed in ("begun", "ended")] == [1, 1]
    assert "أنهِ «ليلية» الآن" not in board.open().content.decode()
    night.refresh_from_db()
    assert not night.stands(timezone.now())


def test_behind_a_saved_front_that_is_ended_stands_the_one_that_began_before_it(board, stories):
    night = night_of(board, stories[0])
    stand(board, night)
    board.act("place", story=stories[1].pk, part=LEAD, place=0)
    board.send("saved", do="save", name="حدث")
    event = SavedFront.objects.get(name="حدث")
    board.send("saved", do="hours", saved=event.pk, starts=clock(board, timezone.now() - HOUR / 2))
    assert readers_lead() == stories[1].pk
    assert "ليلية" in board.send("end", saved=event.pk).json()["said"]
    assert readers_lead() == stories[0].pk


def test_what_does_not_stand_is_not_ended(board, stories):
    night = night_of(board, stories[0])
    before = Change.objects.count()
    assert board.send("end", saved=night.pk).status_code == 409
    assert board.send("end", saved="9" * 30).status_code == 404
    assert board.send("end", saved="²").status_code == 404
    assert (Change.objects.count(), Entry.objects.filter(action="front.ended").exists()) == (before, False)


def test_a_saved_front_is_taken_as_the_working_copy_and_deleted(board, stories):
    night = night_of(board, stories[0])
    board.send("saved", do="take", saved=night.pk)
    assert board.pinned(LEAD) == [stories[0].pk]
    board.send("saved", do="delete", saved=night.pk)
    assert not SavedFront.objects.exists()
    assert board.client.get(board.address("saved")).status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        {"do": "save", "name": " "},
        {"do": "save", "name": "ا" * 81},
        {"do": "hours", "starts": "غدًا"},
        {"do": "hours", "starts": "2030-01-02T10:00", "ends": "2030-01-01T10:00"},
        {"do": "hours", "ends": "2030-01-01T10:00"},
        {"do": "sing"},
    ],
)
def test_a_saved_front_that_is_none_is_refused_with_the_reason(board, stories, data):
    night = night_of(board, stories[0])
    response = board.send("saved", **({"saved": night.pk} | data))
    assert response.status_code == 400
    assert response.json()["said"]


# --- age ---


def test_what_grows_too_old_is_due_at_the_next_ten_minutes(stories):
    front = testing.make_front()
    arrange(front, home([Part("fresh", STORIES, 3, rule=Rule(forms=("news",), hours=2))]))
    story = testing.make_story(title="عاجل", form="news")
    testing.make_story(title="الأحدث", lead_picture=testing.make_image())
    story.published_at = timezone.now() - HOUR
    story.save()
    now = timezone.now()
    moment = leaves_at(front, Arrangement.of(front).at(now), now)
    assert story.published_at + 2 * HOUR < moment <= story.published_at + 2 * HOUR + timedelta(minutes=10)
    just_before = compose(front, moment - timedelta(seconds=1))
    assert story.pk in [item.pk for rail in just_before["rails"] for item in rail.items]
    assert story.pk not in [item.pk for rail in compose(front, moment)["rails"] for item in rail.items]
    note_ages(now)
    due.turn_into_changes(moment)
    assert f"front:{front.pk}:arrangement" in Change.objects.latest("pk").keys


# --- who may ---


@pytest.mark.parametrize(
    ("role", "sees", "arranges", "publishes"),
    [
        (Role.EDITOR_IN_CHIEF, True, True, True),
        (Role.SECTION_EDITOR, True, True, True),
        (Role.REPORTER, True, True, False),
        (Role.PHOTO_EDITOR, True, True, False),
        (Role.CONTRIBUTOR, True, False, False),
        (Role.MODERATOR, False, False, False),
        (Role.OPERATOR, False, False, False),
    ],
)
def test_who_sees_who_arranges_and_who_publishes(stories, role, sees, arranges, publishes):
    testing.make_editor()
    board = board_of(testing.make_user("somebody", role))
    assert is_refused(board.client.get(reverse("board:index"))) != sees
    for name in ("front", "state", "found", "history", "saved", "front_preview"):
        assert is_refused(board.client.get(board.address(name))) != sees, name
    assert (board.act("place", story=stories[0].pk, part=LEAD, place=0).status_code == 200) == arranges
    assert (board.send("publish").status_code == 200) == publishes
    work(board.page, None, 99, FrontStep.Kind.PLACED, "", lambda f: f.with_story(stories[3].pk, PICKS, [stories[3].pk]))
    assert is_refused(board.send("step", 1, **{"return": "1"})) != publishes
    assert is_refused(board.send("saved", do="hours", saved=1)) != publishes
    assert is_refused(board.send("end", saved=1)) != publishes


def test_without_the_right_a_front_page_is_published_by_no_other_way(stories):
    user = testing.make_user("publisher", Role.SECTION_EDITOR)
    front = testing.make_front()
    assert front.permissions_for_user(user).can_publish()
    Role.SECTION_EDITOR.group().permissions.remove(
        *Role.SECTION_EDITOR.group().permissions.filter(codename="publish_front")
    )
    user = type(user).objects.get(pk=user.pk)
    rights = front.permissions_for_user(user)
    assert not rights.can_publish()
    assert not rights.can_unpublish()
    board = board_of(user)
    assert board.act("place", story=stories[0].pk, part=LEAD, place=0).status_code == 200
    assert is_refused(board.send("publish"))
    client = Client()
    client.force_login(user)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[front.pk]))
    assert FrontPage.objects.get(pk=front.pk).live


def test_a_stranger_is_led_to_the_login(client):
    assert client.get(reverse("board:front", args=[testing.make_front().pk])).status_code == 302


def test_overtaken_names_the_step_that_came_first(stories):
    page = testing.make_front()
    first = work(page, None, 0, FrontStep.Kind.PLACED, "", lambda f: f.with_story(stories[0].pk, LEAD, [stories[0].pk]))
    with pytest.raises(Overtaken) as raised:
        work(page, None, 0, FrontStep.Kind.PLACED, "", lambda f: f.with_story(stories[1].pk, LEAD, [stories[1].pk]))
    assert raised.value.step == first


def test_a_pin_keeps_its_end_when_it_moves():
    front = home(picks=[Pin(7, timezone.now())])
    assert front.with_until(7, None).part(PICKS).pins[0].until is None
    assert front.with_until(8, None) == front
