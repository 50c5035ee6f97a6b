"""The newsroom's report on the letters of the archive."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from warraq.newsroom.archive.models import Examination, Repair
from warraq.stories.models import FormerKeyword, Keyword, StoryPage
from warraq.stories.text import left_as_it_was
from warraq.testing import make_keyword, make_story

pytestmark = pytest.mark.django_db

FAULTY, SOUND = "الملف النووی والشرکة", "الملف النووي والشركة"


@pytest.fixture
def faulty(db) -> StoryPage:
    with left_as_it_was():
        return make_story(title=FAULTY)


@pytest.fixture
def examined(newsroom, faulty) -> Examination:
    newsroom.post(reverse("archive:index"))
    return Examination.objects.get()


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_only_who_may_repair_sees_it(client, reporter, examined):
    client.force_login(reporter)
    for name in ("index", "preview", "keywords"):
        assert client.get(reverse(f"archive:{name}")).status_code in (302, 403)
    assert client.get(reverse("archive:state")).status_code == 403
    client.post(reverse("archive:preview"), {"kinds": ["letters"]})
    assert Repair.objects.count() == 0
    assert reverse("archive:index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_editor_in_chief_finds_it_in_the_reports_menu(newsroom):
    assert reverse("archive:index") in newsroom.get(reverse("wagtailadmin_home")).content.decode()


def test_it_shows_counts_and_samples_that_lead_to_the_editor(newsroom, examined, faulty):
    page = text_of(newsroom.get(reverse("archive:index")))
    assert "حروف من لغة أخرى" in page
    assert "<mark>النووی</mark>" in page
    assert reverse("wagtailadmin_pages:edit", args=[faulty.pk]) in page
    assert "<mark>النووی</mark>" in text_of(newsroom.get(reverse("archive:kind", args=["letters"])))
    assert newsroom.get(reverse("archive:kind", args=["nothing"])).status_code == 404


def test_a_preview_shows_the_difference_before_the_button(newsroom, examined, faulty):
    page = text_of(newsroom.get(reverse("archive:preview"), {"kinds": ["letters"]}))
    assert "<del>" in page
    assert "النووي والشركة</ins>" in page
    assert StoryPage.objects.get(pk=faulty.pk).title == FAULTY


def test_a_preview_of_nothing_leads_back(newsroom, examined):
    assert newsroom.get(reverse("archive:preview"), {"kinds": ["lost"]}).url == reverse("archive:index")


def test_it_repairs_and_undoes_in_the_background(newsroom, examined, faulty, editor):
    response = newsroom.post(reverse("archive:preview"), {"kinds": ["letters"]})
    repair = Repair.objects.get()
    assert response.url == reverse("archive:repair", args=[repair.pk])
    assert (repair.state, repair.by, StoryPage.objects.get(pk=faulty.pk).title) == ("done", editor, SOUND)
    page = text_of(newsroom.get(response.url))
    assert SOUND in page or FAULTY in page
    assert newsroom.get(reverse("archive:repair_state", args=[repair.pk])).json()["isFinal"]
    assert text_of(newsroom.get(reverse("archive:undo", args=[repair.pk])))
    newsroom.post(reverse("archive:undo", args=[repair.pk]))
    repair.refresh_from_db()
    assert (repair.state, StoryPage.objects.get(pk=faulty.pk).title) == ("undone", FAULTY)


def test_a_page_s_history_tells_of_the_repair(newsroom, examined, faulty):
    newsroom.post(reverse("archive:preview"), {"kinds": ["letters"]})
    history = text_of(newsroom.get(reverse("wagtailadmin_pages:history", args=[faulty.pk])))
    assert "أصلح طبيب الأرشيف الحروف" in history


# --- keywords ---


def test_keywords_that_look_alike_are_merged_into_the_one_chosen(newsroom):
    school, schools, sea = make_keyword("المدرسة"), make_keyword("مدرسة"), make_keyword("البحر")
    story = make_story(keywords=[school])
    page = text_of(newsroom.get(reverse("archive:keywords")))
    assert f'value="{school.pk}"' in page
    assert f'value="{sea.pk}"' not in page
    newsroom.post(reverse("archive:keywords"), {"keyword": [school.pk, schools.pk], "target": schools.pk})
    assert set(Keyword.objects.all()) == {schools, sea}
    assert [row.keyword for row in story.story_keywords.all()] == [schools]


def test_merging_needs_two_keywords_and_the_right_to(newsroom, client, reporter):
    school, schools = make_keyword("المدرسة"), make_keyword("مدرسة")
    newsroom.post(reverse("archive:keywords"), {"keyword": [school.pk], "target": school.pk})
    client.force_login(reporter)
    client.post(reverse("archive:keywords"), {"keyword": [school.pk, schools.pk], "target": school.pk})
    assert Keyword.objects.count() == 2


def test_a_chain_of_merges_leads_every_former_address_to_the_last(newsroom, client):
    first, second, third = make_keyword("المدرسة"), make_keyword("مدارس"), make_keyword("التعليم")
    make_story(keywords=[first, second])
    old = [first.url, second.url]
    first.merge_into(second)
    second.merge_into(third)
    for address in old:
        assert unquote(client.get(address).headers["location"]) == third.url
    assert {former.keyword for former in FormerKeyword.objects.all()} == {third}
    assert StoryPage.objects.get().topics == [third]


def test_a_draft_keeps_a_keyword_that_was_merged_meanwhile():
    school, schools = make_keyword("المدرسة"), make_keyword("مدارس")
    story = make_story(keywords=[school])
    story.save_revision()
    school.merge_into(schools)
    draft = StoryPage.objects.get().get_latest_revision_as_object()
    assert [row.keyword for row in draft.story_keywords.all()] == [schools]
