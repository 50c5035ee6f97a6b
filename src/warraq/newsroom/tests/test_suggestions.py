"""Suggestions in the story's editor: what is suggested for a text, to whom, and what a press makes."""

import json

import pytest
from django.urls import reverse

from warraq.newsroom.suggestions.draft import Draft, draft_of_page, readable
from warraq.newsroom.suggestions.keywords import suggest_keywords
from warraq.newsroom.suggestions.nearby import suggest_nearby
from warraq.search.tests.conftest import built, place  # noqa: F401 - fixtures
from warraq.stories.models import Keyword
from warraq.testing import make_dossier, make_draft, make_edition, make_keyword, make_story, make_user, paragraphs

from .forms import press, story_form

pytestmark = pytest.mark.django_db

RIVER = (
    "سجل المرصد في بغداد ارتفاع منسوب نهر دجلة بعد أمطار غزيرة هطلت على سد الموصل، وقالت وزارة الموارد المائية إن السد "
    "يستقبل كميات كبيرة من المياه وإن منسوب النهر سيعود إلى معدله في الأسبوع المقبل بعد فتح بوابات السد."
)
HARBOUR = (
    "افتتحت الشركة رصيفا جديدا في ميناء بيروت لاستقبال السفن الكبيرة، وينتظر أن تصل أول سفينة حاويات إلى الرصيف بعد أن "
    "انتهت أعمال التعميق التي استمرت عامين وكلفت ملايين الدولارات."
)


def draft(text: str = RIVER, title: str = "منسوب دجلة يرتفع", **fields) -> Draft:
    return Draft(edition=make_edition(), title=title, text=text, **fields)


def names(found) -> list[str]:
    return [one.name for one in found]


# --- keywords ---


def test_keywords_that_exist_come_first_whatever_their_spelling():
    dam, ministry = make_keyword("السدود"), make_keyword("وزارة الموارد المائية", kind="organisation")
    make_keyword("الميناء")
    found = suggest_keywords(draft())
    assert {one.pk for one in found[:2]} == {dam.pk, ministry.pk}
    assert all(one.pk is None for one in found[2:])


def test_places_follow_and_are_not_named_twice():
    make_keyword("بغداد", kind="place")
    found = suggest_keywords(draft())
    assert names(found)[:2] == ["بغداد", "الموصل"]
    assert [one.kind for one in found[:2]] == ["place", "place"]
    assert len(set(names(found))) == len(found)


def test_what_the_story_has_already_is_not_suggested():
    keyword = make_keyword("بغداد", kind="place")
    assert "بغداد" not in names(suggest_keywords(draft(keywords=frozenset({keyword.pk}))))


def test_a_place_that_was_merged_into_a_keyword_is_that_keyword():
    old, kept = make_keyword("الموصل"), make_keyword("نينوى", kind="place")
    old.merge_into(kept)
    assert kept.pk in {one.pk for one in suggest_keywords(draft())}


def test_telling_words_are_shown_as_they_are_written_without_proclitics(built):  # noqa: F811
    make_story(title="منسوب النهر", body=paragraphs(RIVER))
    for number in range(5):
        make_story(title=f"ميناء {number}", body=paragraphs(HARBOUR))
    built()
    words = [one.name for one in suggest_keywords(draft("والمياه غزيرة ومنسوب المياه عال، بوابات السد")) if not one.pk]
    assert "المياه" in words
    assert not {"والمياه", "ومنسوب"} & set(words)


def test_without_an_index_keywords_and_places_are_suggested_all_the_same(place):  # noqa: F811
    make_keyword("السدود")
    assert {"السدود", "بغداد"} <= set(names(suggest_keywords(draft())))


# --- what is near ---


@pytest.fixture
def archive(built):  # noqa: F811
    dossier = make_dossier("ملف الأنهار")
    same = make_story(title="منسوب دجلة يرتفع", body=paragraphs(RIVER), dossiers=[dossier])
    near = make_story(
        title="أمطار غزيرة على بغداد", body=paragraphs("هطلت أمطار غزيرة على بغداد وارتفع منسوب نهر دجلة.")
    )
    far = make_story(title="رصيف جديد", body=paragraphs(HARBOUR))
    built()
    return dossier, same, near, far


def test_a_story_that_is_there_already_is_said_to_look_like_it(archive):
    _dossier, same, near, _far = archive
    found = suggest_nearby(draft())
    assert [story.pk for story, _share in found.lookalikes] == [same.pk]
    assert found.lookalikes[0][1] > 90
    assert [story.pk for story in found.related] == [near.pk]


def test_the_dossier_of_near_stories_is_suggested_until_it_is_chosen(archive):
    dossier, *_stories = archive
    assert [one.pk for one in suggest_nearby(draft()).dossiers] == [dossier.pk]
    assert suggest_nearby(draft(dossiers=frozenset({dossier.pk}))).dossiers == []


def test_neither_itself_nor_pinned_nor_unpublished_stories_are_suggested(archive):
    _dossier, same, near, _far = archive
    found = suggest_nearby(draft(number=same.pk, pinned=frozenset({near.pk})))
    assert (found.lookalikes, found.related) == ([], [])
    near.unpublish()
    assert suggest_nearby(draft(number=same.pk)).related == []


def test_a_few_words_look_like_nothing(archive):
    assert suggest_nearby(draft("", title="منسوب دجلة")).lookalikes == []


# --- the editor ---


def ask(client, **data):
    return client.post(reverse("suggestions:index"), {"language": "ar"} | data)


def test_the_editor_has_a_panel_and_a_way_without_scripts(newsroom):
    story = make_draft(body=paragraphs(RIVER))
    page = newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    saved = reverse("suggestions:saved", args=[story.pk])
    assert f'data-suggestions="{reverse("suggestions:index")}"' in page
    assert saved in page
    assert "بغداد" in newsroom.get(saved).content.decode()


def test_it_reads_the_form_as_the_rich_text_editor_keeps_it(newsroom):
    text = json.dumps({"blocks": [{"text": "وصل إلى بغداد"}, {"text": "ثم الموصل"}], "entityMap": {}})
    page = ask(newsroom, title="خبر", body=[text, "قال: «نعم»"]).content.decode()
    assert "بغداد" in page
    assert 'data-add="story_keywords"' in page
    assert readable('{"broken') == ""


def test_an_empty_form_gets_no_suggestions(newsroom):
    assert "data-add" not in ask(newsroom).content.decode()


@pytest.mark.parametrize(
    "data", [{"number": "9" * 40}, {"number": "x"}, {"language": "xx"}, {"keyword": ["'", "9" * 30]}]
)
def test_hostile_forms_do_no_harm(newsroom, data):
    assert ask(newsroom, title="\x00<script>", body=['{"blocks": 5}', "a" * 70_000], **data).status_code == 200


def test_only_who_may_write_is_answered(client, stranger, newsroom, reporter):
    story = make_story()
    client.force_login(reporter)
    assert ask(client, title="بغداد").status_code == 200
    client.force_login(stranger)
    assert ask(client, title="بغداد").status_code in (302, 403)
    assert client.get(reverse("suggestions:saved", args=[story.pk])).status_code in (302, 403)


def test_a_pressed_suggestion_makes_its_keyword_once(newsroom):
    url = reverse("suggestions:keyword")
    made = newsroom.post(url, {"language": "ar", "name": "الموصل", "kind": "place"}).json()
    again = newsroom.post(url, {"language": "ar", "name": "الموصِل", "kind": "topic"}).json()
    keyword = Keyword.objects.get()
    assert (made["id"], again["id"], keyword.kind) == (keyword.pk, keyword.pk, "place")
    assert newsroom.post(url, {"language": "ar", "name": "؟!"}).status_code == 400


def test_who_may_not_add_keywords_makes_none(client, roles):
    client.force_login(make_user("guest", roles.CONTRIBUTOR))
    assert client.post(reverse("suggestions:keyword"), {"name": "الموصل"}).status_code in (302, 403)
    assert Keyword.objects.count() == 0


def test_publishing_what_is_published_already_is_warned_of_and_not_stopped(newsroom, archive):
    copy = make_draft(title="منسوب دجلة يرتفع", body=paragraphs(RIVER))
    response = press(newsroom, copy, "action-publish", story_form("منسوب دجلة يرتفع", RIVER))
    copy.refresh_from_db()
    assert copy.live
    page = newsroom.get(response.url).content.decode()
    assert "تشبه هذه المادة ما نُشر من قبل" in page


def test_a_page_as_a_draft_holds_its_texts_without_markup():
    story = make_draft(body=paragraphs("قال <b>نعم</b>"), standfirst="مقدمة")
    found = draft_of_page(story)
    assert "مقدمة" in found.text
    assert "<" not in found.text
