"""Checks before publishing: what they find, what they weigh, who goes past them, on every road."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from warraq import testing
from warraq.audit.models import Entry
from warraq.changes.pages import IncompletePage
from warraq.newsroom.checks.catalogue import CHECKS
from warraq.newsroom.checks.directions import places_of
from warraq.newsroom.checks.findings import Level
from warraq.newsroom.checks.lengths import lines_of
from warraq.newsroom.checks.models import CheckOverride, CheckPolicy
from warraq.newsroom.checks.weighing import findings_of, weights
from warraq.newsroom.schedule import publish_due

from .forms import press, story_form

pytestmark = pytest.mark.django_db


def found(page, name):
    return [(finding.field, str(finding.message)) for finding in CHECKS[name].find(page)]


def fields(page, name):
    return [field for field, _message in found(page, name)]


def weigh(name, level=Level.BLOCK, **fields):
    return CheckPolicy.objects.create(check_name=name, level=level, **fields)


@pytest.fixture
def draft(section):
    return testing.make_draft(section)


# --- what is found ---


def test_a_bare_story_lacks_standfirst_keyword_and_dossier(draft):
    assert fields(draft, "standfirst") == ["standfirst"]
    assert fields(draft, "keywords") == ["story_keywords"]
    assert fields(draft, "dossier") == ["filings"]


def test_a_complete_story_lacks_none_of_them(section):
    story = testing.make_story(
        section, standfirst="ما الذي جرى", keywords=[testing.make_keyword()], dossiers=[testing.make_dossier()]
    )
    assert [fields(story, name) for name in ("standfirst", "keywords", "dossier")] == [[], [], []]


def test_a_subhead_over_nothing_is_found(section):
    body = [
        ("paragraph", testing.TEXT),
        ("subhead", "أول"),
        ("subhead", "ثان"),
        ("paragraph", "نص"),
        ("subhead", "آخر"),
    ]
    told = found(testing.make_draft(section, body=body), "subheads")
    assert [any(word in message for _field, message in told) for word in ("أول", "ثان", "آخر")] == [True, False, True]


def test_a_picture_without_credit_or_whose_right_ends_is_found(section):
    soon = timezone.now() + timedelta(days=3)
    picture = testing.make_image(credit="", rights_end=soon)
    story = testing.make_draft(section, lead_picture=picture, body=[("picture", {"image": picture})])
    assert fields(story, "credit") == fields(story, "rights") == ["lead_picture", "body"]
    sound = testing.make_image("أخرى", credit="ليلى", rights_end=soon + timedelta(days=60))
    story = testing.make_draft(section, lead_picture=sound)
    assert fields(story, "credit") == fields(story, "rights") == []
    story.go_live_at = soon + timedelta(days=61)
    assert fields(story, "rights") == ["lead_picture"]


def test_links_that_lead_nowhere_are_found_by_two_questions(section, django_assert_max_num_queries):
    live, hidden = testing.make_story(section), testing.make_draft(section)
    html = (
        f'<p><a linktype="page" id="{live.pk}">حي</a> <a linktype="page" id="{hidden.pk}">مسودة</a>'
        ' <a linktype="document" id="999">ضاع</a> <a href="/nowhere/at/all/">لا شيء</a> <a href="/search/">بحث</a>'
        f' <a href="/news/{live.pk}/x/">رقم</a> <a href="/news/98765/x/">رقم قديم</a> <a href="https://example.net/x">آخر</a>'
        ' <a href="#part">مرساة</a> <a href="mailto:a@example.org">بريد</a></p>'
    )
    story = testing.make_draft(section, body=[("paragraph", html)])
    with django_assert_max_num_queries(3):
        told = [message for _field, message in found(story, "links")]
    names = ("مسودة", "ضاع", "لا شيء", "رقم قديم")
    assert len(told) == len(names)
    assert all(any(name in message for message in told) for name in names)


def test_a_headline_is_measured_in_the_letters_of_the_house(section):
    assert lines_of("قصير") == 1
    long = "مرصد النهر يقيس منسوب الماء كل صباح منذ سبعين عامًا " * 4
    assert lines_of(long) > 4
    assert fields(testing.make_draft(section, title=long[:200]), "lengths")[:2] == ["title", "title"]
    assert fields(testing.make_draft(section, title="قياس الماء"), "lengths") == []


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("قياس الماء في النهر", []),
        ("شركة Apple Inc. هنا", []),
        ("لغة C++ تعود", ["page"]),
        ("بين 2020-2024", ["page"]),
        ("الحرارة 35 °C اليوم", ["page"]),
        ("Apple تعود إلى السوق", ["elsewhere"]),
    ],
)
def test_lines_seen_in_another_order_are_found_where_they_are(line, places):
    assert [where for where, _direction, _meant in places_of(line, "rtl")] == places


def test_foreign_letters_of_a_draft_are_found(section):
    story = testing.make_draft(section)
    story.title = "کتاب في المرصد"
    assert fields(story, "letters") == ["title"]


def test_moments_that_contradict_each_other_are_found(draft):
    now = timezone.now()
    draft.go_live_at, draft.expire_at = now + timedelta(days=2), now + timedelta(days=1)
    assert fields(draft, "moments") == ["expire_at"]
    draft.go_live_at, draft.expire_at = now - timedelta(days=2), now - timedelta(days=1)
    assert fields(draft, "moments") == ["expire_at", "go_live_at"]


def test_nothing_blocks_until_the_house_says_so(draft):
    assert all(check.usual != Level.BLOCK for check in CHECKS.values())
    assert testing.publish(draft.section, testing.new_story("بلا مقدمة")).live


@pytest.mark.parametrize("name", list(CHECKS))
def test_a_story_without_any_text_can_be_looked_at(section, name):
    assert all(finding.message for finding in CHECKS[name].find(testing.make_draft(section, body=[])))


# --- what it weighs ---


def test_the_row_of_edition_and_form_outweighs_that_of_the_edition(section):
    edition = section.edition
    weigh("standfirst", Level.OFF)
    weigh("standfirst", Level.HINT, form="opinion")
    weigh("standfirst", Level.WARN, edition=edition)
    weigh("standfirst", Level.BLOCK, edition=edition, form="opinion", may_override=False)
    other = testing.make_edition("en")
    assert weights(edition.pk, "opinion")["standfirst"].level == Level.BLOCK
    assert weights(edition.pk, "news")["standfirst"].level == Level.WARN
    assert weights(other.pk, "opinion")["standfirst"].level == Level.HINT
    assert weights(other.pk, "news")["standfirst"].level == Level.OFF


def test_a_check_that_is_off_is_not_made(draft):
    weigh("standfirst", Level.OFF)
    assert "standfirst" not in {finding.check for finding in findings_of(draft)}


# --- the roads ---


def test_a_blocking_check_refuses_at_its_field(newsroom, draft):
    weigh("standfirst")
    page = press(newsroom, draft, "action-publish", story_form()).content.decode()
    assert "لا مقدمة" in page
    draft.refresh_from_db()
    assert not draft.live
    press(newsroom, draft, "", story_form())
    assert press(newsroom, draft, "action-publish", story_form(standfirst="ما جرى")).status_code == 302
    draft.refresh_from_db()
    assert draft.live


def test_a_script_is_refused_too(draft):
    weigh("standfirst")
    with pytest.raises(IncompletePage, match="مقدمة"):
        draft.get_latest_revision().publish()


def test_the_schedule_takes_it_off_with_the_reason(draft):
    weigh("standfirst")
    revision = draft.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    report = publish_due()
    assert report.published == []
    assert "مقدمة" in report.refused[0][1][0]
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_the_bulk_action_names_it(newsroom, draft):
    weigh("standfirst")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = newsroom.post(f"{url}?id={draft.pk}", {"include_descendants": ""})
    assert "مقدمة" in " ".join(str(message) for message in get_messages(answer.wsgi_request))
    draft.refresh_from_db()
    assert not draft.live


def test_publishing_costs_one_question_more(section, django_assert_max_num_queries):
    draft = testing.make_draft(section)
    with django_assert_max_num_queries(1):
        assert findings_of(draft, [Level.BLOCK]) == []


# --- going past ---


def test_a_reason_goes_past_and_is_in_the_trail(newsroom, editor, draft):
    weigh("standfirst")
    answer = press(newsroom, draft, "action-publish", story_form() | {"checks_reason": "خبر عاجل"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.live
    entry = Entry.objects.get(action="warraq.check.passed")
    assert entry.actor == editor.pk
    assert "خبر عاجل" in entry.data
    # What was passed once blocks the same page no more, whoever publishes it next.
    draft.save_revision().publish()
    assert CheckOverride.objects.count() == 1


def test_a_scheduled_story_goes_out_past_what_was_passed(newsroom, draft):
    weigh("standfirst")
    moment = timezone.localtime() + timedelta(days=1)
    words = story_form() | {"checks_reason": "موعد ثابت", "go_live_at": f"{moment:%Y-%m-%d %H:%M}"}
    press(newsroom, draft, "action-publish", words)
    revision = draft.revisions.exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    Page.objects.filter(pk=draft.pk).update(go_live_at=revision.approved_go_live_at)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    assert [page.pk for page in publish_due().published] == [draft.pk]


def test_what_is_final_is_not_passed(newsroom, draft):
    weigh("standfirst", may_override=False)
    press(newsroom, draft, "action-publish", story_form() | {"checks_reason": "خبر عاجل"})
    draft.refresh_from_db()
    assert not draft.live
    assert not Entry.objects.filter(action="warraq.check.passed").exists()


# --- screens ---


def test_the_panel_tells_what_stands_against_the_newest_draft(newsroom, draft):
    page = newsroom.get(reverse("checks:index", args=[draft.pk])).content.decode()
    assert "لا مقدمة" in page
    assert 'data-checks-jump="standfirst"' in page
    assert "checks_reason" not in page
    weigh("standfirst")
    assert "checks_reason" in newsroom.get(reverse("checks:index", args=[draft.pk])).content.decode()
    assert newsroom.get(reverse("checks:page", args=[draft.pk])).status_code == 200
    assert "data-checks=" in newsroom.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()


def test_who_may_not_edit_sees_no_checks(client, draft):
    client.force_login(testing.make_user("guest", testing.Role.MODERATOR))
    assert client.get(reverse("checks:index", args=[draft.pk])).status_code in (302, 403)
    assert client.get(reverse("checks:page", args=[draft.pk])).status_code in (302, 403)


def test_the_editor_in_chief_sets_what_checks_weigh(newsroom, section):
    url = reverse("checks:policy")
    asked = f"{url}?edition={section.edition.pk}&form=opinion"
    assert "المقدمة" in newsroom.get(asked).content.decode()
    newsroom.post(asked, {"level-standfirst": "block", "override-standfirst": "on", "level-links": "off"})
    now = weights(section.edition.pk, "opinion")
    assert (now["standfirst"].level, now["standfirst"].may_override, now["links"].level) == ("block", True, "off")
    assert weights(section.edition.pk, "news")["standfirst"].level == Level.WARN
    assert '"standfirst": "block"' in Entry.objects.get(action="warraq.check.policy").data
    newsroom.post(asked, {})
    assert CheckPolicy.objects.count() == 0


def test_nobody_else_does(client, section):
    client.force_login(testing.make_user("section-editor", testing.Role.SECTION_EDITOR))
    for answer in (client.get(reverse("checks:policy")), client.post(reverse("checks:policy"), {})):
        assert answer.status_code in (302, 403)
    assert CheckPolicy.objects.count() == 0
