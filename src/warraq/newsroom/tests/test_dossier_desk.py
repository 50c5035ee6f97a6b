"""The dossier desk: gaps, reviews, events out of stories, filing many stories at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from warraq import testing
from warraq.dossiers.models import DossierPage, TimelineEntry
from warraq.newsroom.dossiers.gaps import Gap
from warraq.newsroom.dossiers.models import RefusedEvent
from warraq.newsroom.dossiers.nagging import tell_of_reviews
from warraq.newsroom.notices.models import Notice
from warraq.newsroom.roles import Role
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db
DESK = "/newsroom/dossier-desk/"
FULL = {"summary": "<p>ملخص الملف.</p>"}


def shown(client: Any, **filters: str) -> dict[str, tuple[Gap, ...]]:
    return {row.page.title: row.gaps for row in client.get(DESK, filters).context["rows"]}


def today() -> Any:
    return timezone.localdate()


def with_event(dossier: DossierPage, story: StoryPage) -> None:
    TimelineEntry.objects.create(dossier=dossier, date=today(), text="حدث", story=story)


def test_each_gap_is_said_and_is_a_filter_that_finds_just_those_dossiers(newsroom, editor, section):
    whole = testing.make_dossier(
        "ملف كامل", **FULL, reviewed_on=today(), responsible=editor, lead_picture=testing.make_image()
    )
    with_event(whole, testing.make_story(section, "مادة الملف الكامل", dossiers=[whole]))
    bare = testing.make_dossier("ملف خالٍ")
    old = testing.make_dossier("ملف قديم", **FULL, reviewed_on=today() - timedelta(days=200), responsible=editor)
    testing.make_story(section, "مادة أحدث من الملخص", dossiers=[old])
    closed = testing.make_dossier("ملف مغلق", **FULL, state="closed")
    lacks = shown(newsroom, state="all")
    assert lacks[whole.title] == ()
    assert set(lacks[bare.title]) == {Gap.SUMMARY, Gap.PICTURE, Gap.TIMELINE, Gap.QUIET, Gap.NOBODY}
    assert set(lacks[old.title]) == {Gap.REVIEW, Gap.OUTDATED, Gap.PICTURE, Gap.TIMELINE}
    assert set(lacks[closed.title]) == {Gap.PICTURE, Gap.TIMELINE}
    for gap in Gap:
        found = set(shown(newsroom, state="all", gap=gap.value))
        assert found == {title for title, gaps in lacks.items() if gap in gaps}, gap
    assert set(shown(newsroom, mine="1")) == {whole.title, old.title}
    assert set(shown(newsroom, gap="nothing", p="x", state="\x00")) == {whole.title, bare.title, old.title}


def test_a_story_of_the_day_of_the_review_is_not_newer_than_it(newsroom, section):
    dossier = testing.make_dossier("ملف اليوم", **FULL, reviewed_on=today())
    testing.make_story(section, "مادة اليوم", dossiers=[dossier])
    assert Gap.OUTDATED not in shown(newsroom)[dossier.title]
    assert shown(newsroom, gap="outdated") == {}


def test_the_desk_asks_as_much_for_many_dossiers_as_for_few(newsroom, section):
    def asked() -> int:
        newsroom.get(DESK)
        with CaptureQueriesContext(connection) as queries:
            newsroom.get(DESK)
        return len(queries)

    def make(number: int) -> None:
        dossier = testing.make_dossier(f"ملف رقم {number}", **FULL)
        with_event(dossier, testing.make_story(section, f"مادة رقم {number}", dossiers=[dossier]))

    make(0)
    few = asked()
    for number in range(1, 6):
        make(number)
    assert asked() <= few


def test_one_press_says_that_a_dossier_was_reviewed_and_readers_see_the_day(newsroom):
    dossier = testing.make_dossier("ملف", **FULL)
    newsroom.post(reverse("dossier_desk:reviewed", args=[dossier.pk]))
    dossier.refresh_from_db()
    assert (dossier.reviewed_on, dossier.has_unpublished_changes) == (today(), False)


def test_a_draft_that_waits_is_never_published_along(newsroom):
    dossier = testing.make_dossier("ملف", **FULL)
    dossier.title = "عنوان لم يُعتمد"
    dossier.save_revision()
    newsroom.post(reverse("dossier_desk:reviewed", args=[dossier.pk]))
    live = DossierPage.objects.get(pk=dossier.pk)
    draft = live.get_latest_revision_as_object()
    assert (live.title, live.reviewed_on) == ("ملف", None)
    assert (draft.title, draft.reviewed_on) == ("عنوان لم يُعتمد", today())


def test_who_looks_after_dossiers_is_told_on_the_desk_when_one_is_due(newsroom, editor):
    panel = reverse("desk:panel", args=["dossiers"])
    assert newsroom.get(panel).status_code == 404
    testing.make_dossier("ملف السدود", **FULL, responsible=editor, reviewed_on=today() - timedelta(days=91))
    testing.make_dossier("ملف حديث", **FULL, responsible=editor, reviewed_on=today() - timedelta(days=89))
    testing.make_dossier("ملف غيره", **FULL)
    text = newsroom.get(panel).content.decode()
    assert ("ملف السدود" in text, "ملف حديث" in text, "ملف غيره" in text) == (True, False, False)


def test_who_looks_after_a_dossier_is_told_once_a_week_until_it_is_reviewed(newsroom, editor, reporter):
    due = testing.make_dossier("ملف السدود", **FULL, responsible=editor, reviewed_on=today() - timedelta(days=91))
    testing.make_dossier("ملف بلا مسؤول", **FULL)
    assert (tell_of_reviews(), tell_of_reviews()) == (1, 0)
    notice = Notice.objects.get()
    assert (notice.user, notice.page_id, notice.title) == (editor, due.pk, "ملف السدود")
    Notice.objects.update(at=timezone.now() - timedelta(days=8))
    assert tell_of_reviews() == 1
    Notice.objects.update(at=timezone.now() - timedelta(days=8))
    newsroom.post(reverse("dossier_desk:reviewed", args=[due.pk]))
    assert tell_of_reviews() == 0


def test_the_period_is_the_sites(newsroom, editor, settings):
    settings.WARRAQ_DOSSIER_REVIEW_DAYS = 10
    testing.make_dossier("ملف", **FULL, responsible=editor, reviewed_on=today() - timedelta(days=11))
    assert Gap.REVIEW in shown(newsroom)["ملف"]


# --- the timeline ---


def proposed(client: Any, dossier: DossierPage) -> list[str]:
    context = client.get(reverse("dossier_desk:timeline", args=[dossier.pk])).context
    return [proposal.story.title for proposal, _form in context["proposals"]]


@pytest.fixture
def dossier(db) -> DossierPage:
    return testing.make_dossier("ملف الأنهار", **FULL)


def event(client: Any, dossier: DossierPage, story: StoryPage, **data: str) -> Any:
    address = reverse("dossier_desk:event", args=[dossier.pk, story.pk])
    return client.post(address, {f"story-{story.pk}-{name}": value for name, value in data.items()} | data)


def test_a_story_is_proposed_with_its_day_and_words_until_it_is_accepted(newsroom, section, dossier):
    story = testing.make_story(section, "افتتاح السد", standfirst="بعد عشر سنوات من العمل.", dossiers=[dossier])
    testing.make_draft(section, "مسودة لا تُقترح", dossiers=[dossier])
    page = newsroom.get(reverse("dossier_desk:timeline", args=[dossier.pk])).content.decode()
    assert "افتتاح السد\nبعد عشر سنوات من العمل." in page
    assert "مسودة لا تُقترح" not in page
    event(newsroom, dossier, story, date="2026-01-05", precision="month", text="افتتح السد")
    entry = TimelineEntry.objects.get()
    assert (entry.dossier_id, entry.story_id, entry.text, entry.precision) == (
        dossier.pk,
        story.pk,
        "افتتح السد",
        "month",
    )
    assert proposed(newsroom, dossier) == []
    event(newsroom, dossier, story, date="2026-01-05", precision="day", text="مرة أخرى")
    assert TimelineEntry.objects.count() == 1


def test_a_refused_story_is_not_proposed_again(newsroom, editor, section, dossier):
    story = testing.make_story(section, "خبر صغير", dossiers=[dossier])
    assert proposed(newsroom, dossier) == ["خبر صغير"]
    event(newsroom, dossier, story, refuse="1")
    assert (RefusedEvent.objects.get().by, proposed(newsroom, dossier)) == (editor, [])
    assert not TimelineEntry.objects.exists()


@pytest.mark.parametrize("data", [{"date": "أمس"}, {"text": ""}, {"precision": "century"}])
def test_an_event_that_cannot_be_kept_comes_back_with_the_reason(newsroom, section, dossier, data):
    story = testing.make_story(section, "خبر", dossiers=[dossier])
    answer = event(newsroom, dossier, story, **{"date": "2026-01-05", "precision": "day", "text": "كلام"} | data)
    assert (answer.status_code, "errorlist" in answer.content.decode()) == (200, True)


def test_a_story_of_another_dossier_is_no_event(newsroom, section, dossier):
    story = testing.make_story(section, "خبر آخر")
    assert event(newsroom, dossier, story, date="2026-01-05", precision="day", text="كلام").status_code == 404


# --- filing ---


def file(client: Any, dossier: DossierPage, *stories: StoryPage) -> Any:
    query = "&".join(f"id={story.pk}" for story in stories)
    return client.post(f"/newsroom/bulk/wagtailcore/page/file/?{query}", {"dossier": dossier.pk})


def test_stories_are_filed_at_once_and_readers_of_the_dossier_see_them(newsroom, section, dossier):
    out, draft = testing.make_story(section, "خبر منشور"), testing.make_draft(section, "مسودة خبر")
    there = testing.make_story(section, "خبر في الملف", dossiers=[dossier])
    assert file(newsroom, dossier, out, draft, there).status_code == 302
    live = DossierPage.objects.get(pk=dossier.pk)
    assert {card.title for card in live.stories} == {"خبر منشور", "خبر في الملف"}
    kept = StoryPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert [row.dossier_id for row in kept.filings.all()] == [dossier.pk]
    assert StoryPage.objects.get(pk=there.pk).filings.count() == 1


def test_stories_of_another_edition_and_dossiers_that_there_are_not_are_left_out(newsroom, section, dossier):
    english = testing.make_story(testing.make_section("News", "news", testing.make_edition("en")), "River report")
    file(newsroom, dossier, english)
    assert not StoryPage.objects.get(pk=english.pk).filings.exists()
    story = testing.make_story(section)
    for value in ("9" * 30, "x", ""):
        answer = newsroom.post(f"/newsroom/bulk/wagtailcore/page/file/?id={story.pk}", {"dossier": value})
        assert answer.status_code == 200
    assert not StoryPage.objects.get(pk=story.pk).filings.exists()


# --- who may ---


def test_contributors_and_strangers_are_kept_out(client, section, dossier, stranger):
    story = testing.make_story(section, "خبر", dossiers=[dossier])
    other = testing.make_story(section, "خبر آخر")
    for user in (testing.make_user("contributor", Role.CONTRIBUTOR), stranger):
        client.force_login(user)
        assert client.get(DESK).status_code == 302
        for name in ("reviewed", "take", "timeline"):
            client.post(reverse(f"dossier_desk:{name}", args=[dossier.pk]))
        event(client, dossier, story, date="2026-01-05", precision="day", text="كلام")
        file(client, dossier, other)
    dossier.refresh_from_db()
    assert (dossier.reviewed_on, dossier.responsible, dossier.timeline.count()) == (None, None, 0)
    assert not StoryPage.objects.get(pk=other.pk).filings.exists()


def test_a_reporter_may_prepare_what_an_editor_publishes(client, reporter, dossier):
    client.force_login(reporter)
    client.post(reverse("dossier_desk:reviewed", args=[dossier.pk]))
    live = DossierPage.objects.get(pk=dossier.pk)
    assert (live.reviewed_on, live.get_latest_revision_as_object().reviewed_on) == (None, today())
