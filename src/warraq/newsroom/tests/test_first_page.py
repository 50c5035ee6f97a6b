"""The desk: what it shows to whom, today's list, and that it asks as little of many stories as of few."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Workflow, WorkflowTask

from warraq import testing
from warraq.changes.pages import IncompletePage
from warraq.newsroom.desk import problems, scheduled
from warraq.newsroom.desk.models import DeskPreference, PlannedStory
from warraq.newsroom.refusals import note_refusal
from warraq.newsroom.roles import Role
from warraq.newsroom.workflow.models import ReviewTask, Step
from warraq.stories.models import Embargo, StoryPage

pytestmark = pytest.mark.django_db
HOME = "/newsroom/"


def line(title: str = "زيارة المرصد", **fields: Any) -> PlannedStory:
    return PlannedStory.objects.create(title=title, edition=testing.make_edition(), **fields)


def panel(client: Any, name: str) -> str:
    return client.get(reverse("desk:panel", args=[name])).content.decode()


def marks(client: Any) -> dict[str, str]:
    return client.get(reverse("desk:version")).json()["panels"]


def make_much(section: Any, user: Any, rows: int) -> None:
    """Drafts, a list, a schedule and steps that wait, so many of each."""
    workflow = Workflow.objects.get()
    for number in range(rows):
        draft = testing.make_draft(section, f"مسودة رقم {number}", owner=user)
        line(f"فكرة {number}", story=draft, section=section, owner=user, due_at=timezone.now())
        if number % 2:
            workflow.start(draft, user)
        else:
            go_live = timezone.now() + timedelta(hours=number)
            Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=go_live)
        testing.make_story(section, f"خبر رقم {number}")


# --- the whole ---


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_every_role_has_a_desk_of_what_it_may_do(client, section, role):
    testing.make_draft(section, "مسودة لغيره")
    client.force_login(testing.make_user("someone", role))
    text = client.get(HOME).content.decode()
    writes = role not in (Role.MODERATOR, Role.OPERATOR, Role.LEGAL_REVIEWER)
    assert ('id="panel-waiting"' in text) == writes
    publishes = role in (Role.SECTION_EDITOR, Role.EDITOR_IN_CHIEF)
    assert ('id="panel-today"' in text, 'id="panel-drafts"' in text) == (writes, writes)
    assert ('id="panel-problems"' in text) == (publishes or role is Role.OPERATOR)
    assert ('id="panel-comments"' in text) == (publishes or role is Role.MODERATOR)
    assert ("data-desk-add" in text) == (writes and role is not Role.CONTRIBUTOR)
    assert set(marks(client)) == {name for name in marks(client) if f'id="panel-{name}"' in text}


def test_nobody_from_outside_gets_a_word_of_it(client, stranger):
    addresses = [HOME, reverse("desk:version"), reverse("desk:panel", args=["today"]), reverse("desk:add")]
    for user in (None, stranger):
        if user:
            client.force_login(user)
        assert {client.get(address).status_code for address in addresses} == {302}


def test_a_panel_that_is_not_ones_own_is_not_there(client):
    client.force_login(testing.make_user("moderator", Role.MODERATOR))
    assert client.get(reverse("desk:panel", args=["today"])).status_code == 404
    assert client.get(reverse("desk:panel", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR_IN_CHIEF, Role.REPORTER], ids=lambda role: role.name.lower())
def test_the_desk_asks_as_much_for_many_stories_as_for_few(client, section, role):
    user = testing.make_user("somebody", role)
    client.force_login(user)

    def asked() -> int:
        client.get(HOME)  # what a process remembers
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HOME).status_code == 200
        return len(queries)

    make_much(section, user, 2)
    few = asked()
    make_much(section, user, 7)
    assert asked() <= few
    assert few < 75


# --- what it shows ---


def test_drafts_are_those_one_owns_or_saved_last(newsroom, editor, reporter, section):
    testing.make_draft(section, "مسودتي", owner=editor)
    other = testing.make_draft(section, "مسودة أخذتها", owner=reporter)
    StoryPage.objects.get(pk=other.pk).save_revision(user=editor)
    testing.make_draft(section, "مسودة غيري", owner=reporter)
    testing.make_story(section, "خبر نشرته", owner=editor)
    text = panel(newsroom, "drafts")
    assert ("مسودتي" in text, "مسودة أخذتها" in text) == (True, True)
    assert ("مسودة غيري" in text, "خبر نشرته" in text) == (False, False)


def test_what_waits_for_an_editor_does_not_wait_for_a_reporter(client, editor, reporter, section):
    draft = testing.make_draft(section, "تقرير للمراجعة", owner=reporter)
    Workflow.objects.get().start(draft, reporter)
    client.force_login(editor)
    assert "تقرير للمراجعة" in panel(client, "waiting")
    client.force_login(reporter)
    assert "تقرير للمراجعة" not in panel(client, "waiting")
    assert "مراجعة المحرر" in panel(client, "drafts")


def test_a_schedule_that_was_missed_is_a_problem(newsroom, section):
    soon, late = testing.make_draft(section, "قبل المساء"), testing.make_draft(section, "فات موعده")
    for draft, hours in ((soon, 2), (late, -2)):
        moment = timezone.now() + timedelta(hours=hours)
        Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=moment)
    scheduled = panel(newsroom, "scheduled")
    assert scheduled.index("فات موعده") < scheduled.index("قبل المساء")
    problems = panel(newsroom, "problems")
    assert ("فات موعده" in problems, "قبل المساء" in problems) == (True, False)


def only_of(section: Any) -> Any:
    """Somebody who may write and publish in this section, and sees no other."""
    user = testing.make_user("of-a-section")
    desk = Group.objects.create(name="a section's desk")
    desk.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in ("add_page", "change_page", "publish_page"):
        desk.page_permissions.create(page=section, permission=Permission.objects.get(codename=right))
    user.groups.add(desk)
    return user


@pytest.mark.parametrize("narrowed", ["by rights", "by choice"])
def test_what_is_ones_own_is_found_behind_any_number_of_others(client, editor, section, monkeypatch, narrowed):
    monkeypatch.setattr(scheduled, "MOST", 2)
    monkeypatch.setattr(problems, "SHOWN", 2)
    own, now = testing.make_section("مقالات", "articles"), timezone.now()
    for number, place in enumerate([section, section, own]):
        late, held = (testing.make_draft(place, f"{word} {place.slug}") for word in ("تأخرت", "محظورة"))
        moment = now + timedelta(hours=number - 9)
        Revision.objects.filter(pk=late.latest_revision_id).update(approved_go_live_at=moment)
        Embargo.objects.create(page=held, until=now + timedelta(hours=number + 1), reason="تقرير", by=editor)
    if narrowed == "by rights":
        client.force_login(only_of(own))
    else:
        client.force_login(editor)
        client.post(reverse("desk:choose"), {"part": f"section-{own.pk}"})
    text = panel(client, "scheduled")
    assert ("تأخرت articles" in text, "محظورة articles" in text, " news" in text) == (True, True, False)
    text = panel(client, "problems")
    assert ("تأخرت articles" in text, "تأخرت news" in text) == (True, False)


def test_an_embargo_stands_with_the_schedule(newsroom, editor, section):
    draft = testing.make_draft(section, "تقرير محظور")
    Embargo.objects.create(page=draft, until=timezone.now() + timedelta(hours=3), reason="الجهة الناشرة", by=editor)
    text = panel(newsroom, "scheduled")
    assert ("تقرير محظور" in text, "حظر حتى" in text) == (True, True)


def test_a_refused_publication_is_a_problem_until_somebody_has_worked_on_it(newsroom, editor, section):
    draft = testing.make_draft(section, "بلا متن", body=[])
    note_refusal(IncompletePage(draft, draft.problems()), editor)
    assert "بلا متن" in panel(newsroom, "problems")
    StoryPage.objects.get(pk=draft.pk).save_revision(user=editor)
    assert "بلا متن" not in panel(newsroom, "problems")


def test_stories_and_their_reads_are_those_of_the_chosen_section(newsroom, editor, section):
    testing.make_story(section, "خبر من القسم")
    testing.make_story(testing.make_section("مقالات", "articles"), "مقال من قسم آخر")
    assert "مقال من قسم آخر" in panel(newsroom, "published")
    newsroom.post(reverse("desk:choose"), {"part": f"section-{section.pk}"})
    text = panel(newsroom, "published")
    assert ("خبر من القسم" in text, "مقال من قسم آخر" in text) == (True, False)
    assert DeskPreference.objects.get(user=editor).section == section
    assert f'value="section-{section.pk}" selected' in newsroom.get(HOME).content.decode()


@pytest.mark.parametrize("value", ["", "section-0", "section-" + "9" * 30, "nothing", "edition-\x00", "section-²"])
def test_a_part_of_the_site_that_there_is_not_is_all_of_it(newsroom, editor, value):
    assert newsroom.post(reverse("desk:choose"), {"part": value}).status_code == 302
    assert DeskPreference.objects.get(user=editor).section is None
    assert newsroom.get(HOME).status_code == 200


def test_a_step_is_taken_and_left_by_one_press(client, editor, reporter, section):
    Workflow.objects.get().start(testing.make_draft(section, "تقرير للمراجعة", owner=reporter), reporter)
    address = reverse("desk:hold", args=[Step.objects.get().pk])
    client.force_login(reporter)
    client.post(address, {"hold": "take"})
    assert Step.objects.get().claimed_by is None
    client.force_login(editor)
    client.post(address, {"hold": "take"})
    assert Step.objects.get().claimed_by == editor
    assert "في عهدتك" in panel(client, "waiting")
    client.post(address, {"hold": "leave"})
    assert Step.objects.get().claimed_by is None


def test_who_only_approves_sees_what_waits_and_nothing_else(client, reporter, section):
    task = ReviewTask.objects.create(name="التدقيق القانوني")
    task.groups.add(Role.LEGAL_REVIEWER.group())
    WorkflowTask.objects.update(task=task)
    Workflow.objects.get().start(testing.make_draft(section, "تقرير للمراجعة", owner=reporter), reporter)
    client.force_login(testing.make_user("legal", Role.LEGAL_REVIEWER))
    assert "تقرير للمراجعة" in panel(client, "waiting")
    assert set(marks(client)) == {"waiting"}


def test_a_step_that_is_late_is_a_problem(newsroom, reporter, section):
    Workflow.objects.get().start(testing.make_draft(section, "تقرير للمراجعة", owner=reporter), reporter)
    assert "تقرير للمراجعة" not in panel(newsroom, "problems")
    Step.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    assert "تقرير للمراجعة" in panel(newsroom, "problems")
    assert "desk-tag--grave" in panel(newsroom, "waiting")


# --- fresh ---


def test_the_mark_of_a_panel_changes_with_what_it_says_and_with_nothing_else(newsroom, section):
    before = marks(newsroom)
    assert marks(newsroom) == before
    line()
    after = marks(newsroom)
    assert {name for name in after if after[name] != before[name]} == {"today"}
    testing.make_story(section)
    assert marks(newsroom)["published"] != after["published"]


# --- today's list ---


def test_a_line_is_added_with_a_title_alone(newsroom, editor, section):
    newsroom.post(reverse("desk:choose"), {"part": f"section-{section.pk}"})
    newsroom.post(reverse("desk:add"), {"title": "منسوب النهر", "owner": "", "due": "18:30"})
    found = PlannedStory.objects.get()
    assert (found.title, found.section, found.state, found.made_by) == ("منسوب النهر", section, "idea", editor)
    assert timezone.localtime(found.due_at).strftime("%H:%M") == "18:30"
    assert "منسوب النهر" in panel(newsroom, "today")


@pytest.mark.parametrize("data", [{"title": ""}, {"title": "x" * 300}, {"title": "عنوان", "due": "25:99"}])
def test_what_is_no_line_is_refused_in_words(newsroom, data):
    answer = newsroom.post(reverse("desk:add"), data, headers={"accept": "application/json"})
    assert (answer.status_code, bool(answer.json()["text"])) == (409, True)
    assert not PlannedStory.objects.exists()


def test_lines_stand_by_the_hour_they_are_due_and_finished_ones_last(newsroom):
    now = timezone.now()
    line("بلا موعد")
    line("الثاني", due_at=now + timedelta(hours=2))
    line("الأول", due_at=now - timedelta(hours=1))
    line("أنجز", state="done")
    text = panel(newsroom, "today")
    places = [text.index(title) for title in ("الأول", "الثاني", "بلا موعد", "أنجز")]
    assert places == sorted(places)
    assert text.count("desk-tag--grave") == 1


def test_a_line_finished_yesterday_is_off_the_list(newsroom):
    old = line("أمس", state="done")
    PlannedStory.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=2))
    assert "أمس" not in panel(newsroom, "today")


def test_one_press_begins_the_story_of_a_line_for_whoever_takes_it(newsroom, editor, reporter, section):
    planned = line("اللقالق تعود", section=section, form="report", owner=reporter)
    answer = newsroom.post(reverse("desk:start", args=[planned.pk]))
    story = StoryPage.objects.get(title="اللقالق تعود")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert (story.live, story.form, story.owner, story.section) == (False, "report", reporter, section)
    assert story.get_latest_revision().user == editor
    planned.refresh_from_db()
    assert (planned.story_id, planned.state) == (story.pk, "writing")
    newsroom.post(reverse("desk:start", args=[planned.pk]))
    assert StoryPage.objects.count() == 1


def test_a_line_without_a_section_asks_for_one_first(newsroom):
    planned = line()
    assert newsroom.post(reverse("desk:start", args=[planned.pk]))["Location"] == reverse(
        "desk:edit", args=[planned.pk]
    )
    assert not StoryPage.objects.exists()


def test_a_line_is_done_when_its_story_is_out(newsroom, section):
    planned = line("منسوب البحيرة", section=section, story=testing.make_draft(section, "منسوب البحيرة"))
    StoryPage.objects.get().get_latest_revision().publish()
    planned.refresh_from_db()
    assert (planned.state, planned.closed_at is not None) == ("done", True)
    assert "desk-tag--published" in panel(newsroom, "today")


def edit(client: Any, planned: PlannedStory, **changes: Any) -> Any:
    data = {"title": planned.title, "form": "news", "state": planned.state, "version": planned.version} | changes
    return client.post(reverse("desk:edit", args=[planned.pk]), data, headers={"accept": "application/json"})


def test_who_edits_a_line_that_another_has_changed_is_told_and_loses_nothing(newsroom, client):
    planned = line()
    assert edit(newsroom, planned, title="صيغة الأول").status_code == 200
    answer = edit(newsroom, planned, title="صيغة الثاني")
    assert PlannedStory.objects.get().title == "صيغة الأول"
    assert "صيغة الثاني" in answer.content.decode()
    assert edit(newsroom, planned, title="صيغة الثاني", version=2).status_code == 200
    assert PlannedStory.objects.get().title == "صيغة الثاني"


@pytest.mark.parametrize("changes", [{"due_at": "غدًا"}, {"section": "9" * 30}, {"form": "poem"}, {"version": "x"}])
def test_what_cannot_be_kept_of_a_line_comes_back_with_the_reason(newsroom, changes):
    answer = edit(newsroom, line(), **changes)
    assert (answer.status_code, "errorlist" in answer.content.decode()) == (200, True)


def test_marks_are_set_by_one_press_each(newsroom, editor):
    planned = line()
    address = reverse("desk:mark", args=[planned.pk])
    for name in ("photo", "map", "no-map", "take", "done"):
        assert newsroom.post(address, {"mark": name}, headers={"accept": "application/json"}).status_code == 200
    planned.refresh_from_db()
    assert (planned.needs_photo, planned.needs_map, planned.owner, planned.state) == (True, False, editor, "done")
    newsroom.post(address, {"mark": "open"})
    planned.refresh_from_db()
    assert (planned.state, planned.closed_at) == ("assigned", None)
    assert newsroom.post(address, {"mark": "nonsense"}, headers={"accept": "application/json"}).status_code == 409


def test_a_contributor_changes_own_lines_only_and_takes_a_free_one(client, reporter, section):
    contributor = testing.make_user("contributor", Role.CONTRIBUTOR)
    client.force_login(contributor)
    free, taken = line("حرّة", section=section), line("مأخوذة", owner=reporter, section=section)
    assert client.post(reverse("desk:add"), {"title": "من خارج"}).status_code == 302
    for address in (reverse("desk:edit", args=[taken.pk]), reverse("desk:start", args=[taken.pk])):
        client.post(address, {"title": "غيّرها"})
    client.post(reverse("desk:mark", args=[taken.pk]), {"mark": "take"})
    taken.refresh_from_db()
    assert (taken.owner, taken.title, taken.story, PlannedStory.objects.count()) == (reporter, "مأخوذة", None, 2)
    client.post(reverse("desk:mark", args=[free.pk]), {"mark": "take"})
    client.post(reverse("desk:start", args=[free.pk]))
    free.refresh_from_db()
    assert free.story.owner == contributor
