"""Whatever the road: a page under embargo goes live when that lifts, by itself, and never before."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import PageLogEntry, Revision

from warraq import testing
from warraq.audit.models import Entry
from warraq.changes.models import Change
from warraq.changes.pages import IncompletePage
from warraq.newsroom.notices.models import Kind, Notice
from warraq.newsroom.roles import Role
from warraq.newsroom.schedule import publish_due
from warraq.newsroom.stamps import stamp
from warraq.stories import embargoes
from warraq.stories.models import Embargo, StoryPage

from .forms import create, press, story_form
from .test_roads import approve, bulk, submit, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time, so many hours from the beginning of the test."""
    now = timezone.now()

    def set_to(hours: float) -> datetime:
        moment = now + hours * HOUR
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    set_to(0)
    return set_to


@pytest.fixture
def held(section, editor, clock):
    """A complete draft under an embargo of two hours."""
    story = testing.make_draft(section, "تقرير تحت الحظر")
    embargoes.put_under(story, clock(0) + 2 * HOUR, "وكالة الأرصاد", editor)
    return story


def stored(story):
    return StoryPage.objects.get(pk=story.pk)


def assert_it_waits_and_goes_live_when_the_embargo_lifts(story, clock):
    assert not stored(story).live
    assert not Change.objects.filter(subject=story.object_key).exists()
    clock(1.99)
    publish_due()
    assert not stored(story).live
    clock(2.01)
    assert [page.pk for page in publish_due().published] == [story.pk]
    assert stored(story).listed_at


# --- every road ---


def test_the_editors_button_approves_it_and_says_so(newsroom, held, clock):
    response = press(newsroom, held, "action-publish", story_form())
    assert "عند انتهاء الحظر" in words(response)
    assert "نُشر" not in words(response)
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_bulk_publication_approves_it_and_names_it(newsroom, section, held, clock):
    other = testing.make_draft(section, "بلا حظر")
    response = bulk(newsroom, held, other)
    assert "تقرير تحت الحظر" in words(response)
    assert stored(other).live
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_bulk_publication_of_what_is_below_approves_it_only(newsroom, section, held, clock):
    bulk(newsroom, section, include_descendants="on")
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_a_workflow_approves_it_only(newsroom, reporter, held, clock):
    submit(held, reporter)
    assert approve(newsroom, held).status_code in (200, 302)
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_a_program_approves_it_only(held, clock):
    held.get_latest_revision().publish()
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_a_schedule_before_the_embargo_does_not_beat_it(held, clock):
    held.go_live_at = clock(0) + HOUR
    held.save_revision().publish()
    clock(1.5)
    publish_due()
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_a_schedule_written_past_the_rules_is_put_off_by_the_clock(held, clock):
    Revision.objects.filter(pk=held.latest_revision_id).update(approved_go_live_at=clock(0))
    clock(1)
    call_command("publish_due")
    assert_it_waits_and_goes_live_when_the_embargo_lifts(held, clock)


def test_a_schedule_after_the_embargo_stands(held, clock):
    held.go_live_at = clock(0) + 3 * HOUR
    held.save_revision().publish()
    clock(2.5)
    assert publish_due().published == []
    clock(3.1)
    assert [page.pk for page in publish_due().published] == [held.pk]


def test_an_embargo_set_after_the_schedule_holds_it_back(section, editor, clock):
    story = testing.make_draft(section, "مجدول أولًا")
    story.go_live_at = clock(0) + HOUR
    story.save_revision().publish()
    embargoes.put_under(story, clock(0) + 2 * HOUR, "الوكالة", editor)
    assert_it_waits_and_goes_live_when_the_embargo_lifts(story, clock)


def test_its_owner_is_told_of_the_publication_when_it_is_published(held, reporter, clock):
    StoryPage.objects.filter(pk=held.pk).update(owner=reporter)
    told = Notice.objects.filter(page=held.pk, kind=Kind.PUBLISHED)
    stored(held).get_latest_revision().publish()
    assert not told.exists()
    clock(2.01)
    publish_due()
    assert told.get().user == reporter


def test_saving_it_as_live_is_refused(held):
    held.live = True
    with pytest.raises(IncompletePage):
        held.save()
    with pytest.raises(IncompletePage):
        held.save(clean=False)
    assert not stored(held).live


def test_a_copy_is_under_the_same_embargo(held, clock):
    copy = held.copy(update_attrs={"slug": "copy"})
    copy.get_latest_revision().publish()
    assert_it_waits_and_goes_live_when_the_embargo_lifts(copy, clock)


def test_an_alias_waits_with_its_original_also_when_it_becomes_a_page_of_its_own(held, editor, clock):
    alias, other = (held.create_alias(update_slug=slug) for slug in ("one", "two"))
    ConvertAliasPageAction(other, user=editor).execute()
    stored(other).get_latest_revision().publish()
    held.get_latest_revision().publish()
    assert not any(stored(page).live for page in (held, alias, other))
    clock(2.01)
    publish_due()
    assert all(stored(page).live for page in (held, alias, other))


@pytest.mark.parametrize("make", [testing.make_dossier, testing.make_album, testing.make_map])
def test_dossiers_albums_and_maps_are_held_back_too(make, editor, clock):
    page = make()
    page.unpublish()
    page = type(page).objects.get(pk=page.pk)
    embargoes.put_under(page, clock(0) + HOUR, "الجهة", editor)
    page.save_revision().publish()
    assert not type(page).objects.get(pk=page.pk).live
    clock(1.01)
    publish_due()
    assert type(page).objects.get(pk=page.pk).live


# --- setting, changing and lifting ---


def test_a_live_page_must_be_taken_offline_first(section, editor, clock):
    story = testing.make_story(section)
    with pytest.raises(ValidationError):
        embargoes.put_under(story, clock(0) + HOUR, "الوكالة", editor)
    assert not Embargo.objects.exists()


def test_extending_puts_off_what_was_approved(held, editor, clock):
    held.get_latest_revision().publish()
    embargoes.put_under(held, clock(0) + 4 * HOUR, "طلبت الوكالة التأجيل", editor)
    clock(3)
    assert publish_due().published == []
    clock(4.01)
    assert [page.pk for page in publish_due().published] == [held.pk]


def test_lifting_lets_what_was_approved_go_at_the_next_tick(held, editor, clock):
    held.get_latest_revision().publish()
    assert embargoes.lift(held, editor)
    clock(0.001)
    assert [page.pk for page in publish_due().published] == [held.pk]


def test_lifting_leaves_a_draft_a_draft(held, editor, clock):
    assert embargoes.lift(held, editor)
    assert not embargoes.lift(held, editor)
    clock(1)
    assert publish_due().published == []


def test_lifting_leaves_a_later_schedule_as_it_is(held, editor, clock):
    held.go_live_at = clock(0) + HOUR
    held.save_revision().publish()
    embargoes.lift(held, editor)
    clock(0.5)
    assert publish_due().published == []
    clock(1.01)
    assert [page.pk for page in publish_due().published] == [held.pk]


def test_every_deed_is_in_the_history_and_in_the_trail(held, editor, clock):
    embargoes.put_under(held, clock(0) + 4 * HOUR, "تأجيل", editor)
    embargoes.put_under(held, clock(0) + 3 * HOUR, "تقديم", editor)
    embargoes.lift(held, editor)
    deeds = [embargoes.SET, embargoes.EXTENDED, embargoes.SHORTENED, embargoes.LIFTED]
    assert (
        list(Entry.objects.filter(action__startswith="warraq.embargo").order_by("pk").values_list("action", flat=True))
        == deeds
    )
    shortened = PageLogEntry.objects.get(page=held.pk, action=embargoes.SHORTENED)
    assert shortened.user == editor
    assert "تقديم" in shortened.message
    assert set(shortened.data["embargo"]) == {"before", "after"}


# --- in the newsroom ---


def page_of(story) -> str:
    return reverse("embargo:edit", args=[story.pk])


def at(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def sign_in(client, role):
    client.force_login(testing.make_user(f"of-{role.name.lower()}", role))


def test_an_editor_sets_shortens_and_lifts(newsroom, section, clock):
    story = testing.make_draft(section, "مسودة")
    for hours in (4, 3):
        newsroom.post(page_of(story), {"until": at(clock(0) + hours * HOUR), "reason": "الوكالة"})
    assert stored(story).embargo.until > clock(0) + 2.9 * HOUR
    assert "حتى" in newsroom.get(page_of(story)).content.decode()
    newsroom.post(page_of(story), {"lift": "1"})
    assert not Embargo.objects.in_force().exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "الوكالة"},
        {"until": "أمس", "reason": "الوكالة"},
        {"until": "2020-01-01 10:00", "reason": "الوكالة"},
        {"until": "2099-01-01 10:00", "reason": ""},
    ],
)
def test_what_is_filled_in_wrong_is_said_and_kept(newsroom, section, wrong):
    story = testing.make_draft(section, "مسودة")
    answer = newsroom.post(page_of(story), wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert wrong.get("reason", "") in answer.content.decode()
    assert not Embargo.objects.exists()


# --- with the first version ---


def first(clock, hours: float = 2, reason: str = "وكالة الأرصاد") -> dict[str, str]:
    return {"first-embargo-until": at(clock(0) + hours * HOUR), "first-embargo-reason": reason}


def test_a_new_story_published_at_once_waits_for_its_embargo(newsroom, section, clock):
    answer = create(newsroom, section, "action-publish", story_form("تقرير جديد") | first(clock, 3))
    assert "عند انتهاء الحظر" in words(newsroom.get(answer.url))
    story = StoryPage.objects.get(title="تقرير جديد")
    assert not story.live
    assert not Change.objects.filter(subject=story.object_key).exists()
    assert embargoes.waiting_revision(story).approved_go_live_at == story.embargo.until
    assert_it_goes_live_after_three_hours(story, clock)


def assert_it_goes_live_after_three_hours(story, clock):
    """By the minute, as it is filled in."""
    clock(2.9)
    publish_due()
    assert not stored(story).live
    clock(3.1)
    assert [page.pk for page in publish_due().published] == [story.pk]


@pytest.mark.parametrize("button", ["", "action-submit"])
def test_a_new_draft_has_its_embargo_from_its_first_row_on(newsroom, editor, section, clock, button):
    create(newsroom, section, button, story_form("تقرير جديد") | first(clock))
    row = Embargo.objects.get(page__title="تقرير جديد")
    assert (row.reason, row.by) == ("وكالة الأرصاد", editor)
    assert Entry.objects.filter(action=embargoes.SET, subject_id=str(row.page_id)).count() == 1
    StoryPage.objects.get(pk=row.page_id).get_latest_revision().publish()
    assert not StoryPage.objects.get(pk=row.page_id).live


def test_no_instant_lies_between_a_new_row_and_its_embargo(newsroom, section, clock, monkeypatch):
    """As a process would be stopped there: what has no embargo yet is not stored either."""

    def stopped(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(embargoes, "put_under", stopped)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        create(newsroom, section, "action-publish", story_form("تقرير جديد") | first(clock))
    assert not StoryPage.objects.filter(title="تقرير جديد").exists()


@pytest.mark.parametrize(
    "wrong", [{"hours": -1}, {"reason": " "}, {"hours": 0}], ids=["a moment that has passed", "no reason", "now"]
)
@pytest.mark.parametrize("button", ["", "action-publish"])
def test_what_is_no_embargo_stores_and_publishes_nothing(newsroom, section, clock, wrong, button):
    answer = create(newsroom, section, button, story_form("تقرير جديد") | first(clock, **wrong))
    assert answer.status_code == 200
    assert not StoryPage.objects.filter(title="تقرير جديد").exists()
    assert at(clock(0) + wrong.get("hours", 2) * HOUR) in answer.content.decode()


def test_after_autosave_the_form_of_a_new_story_still_sets_it(newsroom, section, clock):
    story = testing.make_draft(section, "تقرير جديد")
    press(newsroom, story, "action-publish", story_form("تقرير جديد") | first(clock, 3))
    assert not stored(story).live
    assert_it_goes_live_after_three_hours(story, clock)


def test_sent_again_it_is_noted_once(newsroom, section, clock):
    story, data = testing.make_draft(section, "تقرير جديد"), story_form("تقرير جديد") | first(clock)
    for _ in range(2):
        press(newsroom, story, "", data)
    assert Entry.objects.filter(action__startswith="warraq.embargo").count() == 1


def test_a_live_story_takes_none_from_the_form_of_a_new_one(newsroom, section, clock):
    story = testing.make_story(section, "خبر منشور")
    assert press(newsroom, story, "action-publish", story_form("خبر منشور") | first(clock)).status_code == 200
    assert not Embargo.objects.exists()


def test_who_may_set_none_is_refused_and_not_asked(client, section, clock):
    Role.REPORTER.group().permissions.remove(*Role.REPORTER.group().permissions.filter(codename="add_embargo"))
    sign_in(client, Role.REPORTER)
    add = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    assert "first-embargo-until" not in client.get(add).content.decode()
    create(client, section, "", story_form("تقرير جديد") | first(clock))
    assert not StoryPage.objects.filter(title="تقرير جديد").exists()


def test_only_a_new_page_has_fields_for_it(newsroom, section, held):
    add = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[held.pk])
    shown = ["first-embargo-until" in newsroom.get(url).content.decode() for url in (add, edit)]
    assert shown == [True, False]


def test_a_reporter_holds_back_and_extends_but_lets_nothing_go_earlier(client, held, clock):
    sign_in(client, Role.REPORTER)
    answer = client.post(page_of(held), {"until": at(clock(0) + HOUR), "reason": "أبكر"})
    assert "لا تقديمه" in str(answer.context["form"].errors)
    assert client.post(page_of(held), {"lift": "1"}).status_code == 302  # refused with a message, as Wagtail does
    assert stored(held).embargo.until == clock(0) + 2 * HOUR
    client.post(page_of(held), {"until": at(clock(0) + 5 * HOUR), "reason": "أبعد"})
    assert stored(held).embargo.until > clock(0) + 4 * HOUR


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OPERATOR])
def test_who_writes_nothing_sees_and_sets_no_embargo(client, held, role):
    sign_in(client, role)
    for address in (page_of(held), reverse("embargo:index"), reverse("embargo:results")):
        assert "تقرير تحت الحظر" not in client.get(address).content.decode()
    client.post(page_of(held), {"lift": "1"})
    assert Embargo.objects.in_force().exists()


def test_of_a_live_page_the_form_says_that_it_must_go_offline(newsroom, section, clock):
    story = testing.make_story(section)
    assert "أنزلها" in newsroom.get(page_of(story)).content.decode()
    answer = newsroom.post(page_of(story), {"until": at(clock(0) + HOUR), "reason": "الوكالة"})
    assert answer.status_code == 200
    assert not Embargo.objects.exists()


def test_it_is_shown_above_the_fields_in_the_lists_and_in_the_report(newsroom, held, section):
    assert "وكالة الأرصاد" in newsroom.get(reverse("wagtailadmin_pages:edit", args=[held.pk])).content.decode()
    assert "تحت الحظر حتى" in newsroom.get(reverse("stories:index")).content.decode()
    assert "تقرير تحت الحظر" in newsroom.get(reverse("stories:index") + "?state=embargo").content.decode()
    testing.make_draft(section, "مسودة حرة")
    assert "مسودة حرة" not in newsroom.get(reverse("stories:index") + "?state=embargo").content.decode()
    report = newsroom.get(reverse("embargo:index")).content.decode()
    assert "لم تُعتمد بعد" in report
    assert stamp(held.embargo.until) in report
    held.get_latest_revision().publish()
    assert "معتمدة" in newsroom.get(reverse("embargo:index")).content.decode()


def test_a_page_without_embargo_shows_none(newsroom, section):
    story = testing.make_draft(section, "مسودة")
    assert "embargo__notice" not in newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
