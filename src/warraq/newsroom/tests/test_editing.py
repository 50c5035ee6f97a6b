"""Writing: letters cleaned on save, words in other languages, live preview, the policy around it."""

import html
import json
import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import inline_formset
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.dossiers.models import DossierIndexPage
from warraq.front.models import FrontPage
from warraq.galleries.models import AlbumIndexPage
from warraq.language.clean import clean_html
from warraq.stories.models import PagesIndex, PinnedRelated, StoryPage

from .forms import create, press, story_form

pytestmark = pytest.mark.django_db
PERSIAN = "کتاب في المرصد"


def words(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# --- letters ---


@pytest.mark.parametrize("button", ["", "action-publish"])
def test_the_editor_sees_which_letters_were_cleaned(newsroom, section, button):
    draft = testing.make_draft(section)
    said = words(press(newsroom, draft, button, story_form(PERSIAN)))
    assert "کتاب" in said
    assert "كتاب" in said
    assert "حروف فارسية في نص عربي" in said


def test_a_new_story_says_it_too(newsroom, section):
    assert "كتاب" in words(create(newsroom, section, "", story_form(PERSIAN)))
    assert StoryPage.objects.get().title == "كتاب في المرصد"


def test_an_autosave_stays_silent(newsroom, section):
    draft = testing.make_draft(section)
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = newsroom.post(url, story_form(PERSIAN), headers={"accept": "application/json"})
    assert response.json()["success"]
    assert words(response) == ""


def test_a_cleaned_letter_cannot_carry_markup_into_the_message(newsroom, section):
    draft = testing.make_draft(section)
    assert "<img" not in words(press(newsroom, draft, "", story_form("کتاب<img/src=x> في المرصد")))


# --- pins ---

OF_ANOTHER_EDITION = {
    "ar": "«The river» من طبعة أخرى (The Banks): اختر مادة من هذه الطبعة.",
    "fa": "«The river» از نسخه دیگری است (The Banks): مطلبی از همین نسخه برگزینید.",
    "en": "“The river” belongs to another edition (The Banks): choose a story of this one.",
}


@pytest.fixture
def english(db) -> StoryPage:
    edition = testing.make_edition("en")
    edition.name = "The Banks"
    edition.save()
    return testing.make_story(testing.make_section("News", "news", edition), title="The river")


def pinning(*stories: StoryPage) -> dict:
    return story_form(pinned=inline_formset([{"related": story.pk} for story in stories]))


@pytest.mark.parametrize("button", ["", "action-publish"])
@pytest.mark.parametrize("language", OF_ANOTHER_EDITION)
def test_a_story_of_another_edition_is_refused_as_a_pin_in_the_editors_language(
    newsroom, editor, section, english, language, button
):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    draft, near = testing.make_draft(section), testing.make_story(section)
    response = press(newsroom, draft, button, pinning(near, english))
    assert response.status_code == 200
    assert OF_ANOTHER_EDITION[language] in html.unescape(response.content.decode())
    assert list(StoryPage.objects.get(pk=draft.pk).get_latest_revision_as_object().pinned.all()) == []


def test_a_new_story_cannot_be_pinned_to_another_edition_either(newsroom, section, english):
    response = create(newsroom, section, "", pinning(english))
    assert OF_ANOTHER_EDITION["ar"] in html.unescape(response.content.decode())
    assert not StoryPage.objects.exclude(pk=english.pk).exists()


def test_a_story_of_the_same_edition_is_pinned(newsroom, section, english):
    draft, near = testing.make_draft(section), testing.make_story(section)
    press(newsroom, draft, "action-publish", pinning(near))
    assert [row.related_id for row in StoryPage.objects.get(pk=draft.pk).pinned.all()] == [near.pk]
    second = testing.make_story(english.section, title="The dam")
    press(newsroom, second, "action-publish", pinning(english))
    assert [row.related_id for row in StoryPage.objects.get(pk=second.pk).pinned.all()] == [english.pk]


def test_a_pin_of_another_edition_can_be_taken_away(newsroom, section, english):
    story = testing.make_story(section)
    pin = PinnedRelated.objects.create(story=story, related=english)
    rows = inline_formset([{"id": pin.pk, "related": english.pk, "DELETE": "on"}], initial=1)
    press(newsroom, story, "action-publish", story_form(pinned=rows))
    assert not PinnedRelated.objects.exists()


# --- words in another language ---


@pytest.mark.parametrize("language", ["en", "fr", "fa"])
def test_words_in_another_language_survive_the_editor(language):
    converter = ContentstateConverter(features=["bold", "foreign"])
    html = f'<p>يسميها <bdi lang="{language}">Tel Aviv-Yafo ک</bdi> في كتابه.</p>'
    written = converter.to_database_format(converter.from_database_format(html))
    assert f'<bdi lang="{language}">Tel Aviv-Yafo ک</bdi>' in written


@pytest.mark.parametrize(
    "html",
    ['<p dir="ltr">قال</p><p>One</p>', '<ul><li dir="rtl">One</li><li dir="rtl">Two</li></ul>', "<ol><li>أ</li></ol>"],
)
def test_the_direction_of_a_paragraph_survives_the_editor(html):
    converter = ContentstateConverter(features=["ul", "ol", "direction"])
    written = converter.to_database_format(converter.from_database_format(html))
    assert re.sub(r' data-block-key="\w+"', "", written) == html


def test_words_in_another_language_are_not_cleaned():
    html = '<p>يسميها <bdi lang="fa">کتاب</bdi> في کتابه.</p>'
    assert clean_html(html, "ar") == '<p>يسميها <bdi lang="fa">کتاب</bdi> في كتابه.</p>'


def test_the_editor_offers_a_button_for_each_language(newsroom, section):
    text = newsroom.get(reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])).content.decode()
    for language in ("EN", "FR", "FA"):
        assert f"FOREIGN_{language}" in text


# --- preview ---


def preview(client, url_name, args, data):
    url = reverse(f"wagtailadmin_pages:{url_name}", args=args)
    assert json.loads(client.post(url, data).content)["is_valid"]
    return client.get(url, {"mode": ""})


def test_a_story_that_was_never_saved_is_previewed(newsroom, section):
    bylines = inline_formset([{"author": testing.make_author().pk, "role": ""}])
    keywords = inline_formset([{"keyword": testing.make_keyword().pk}])
    data = story_form("مد البحر", bylines=bylines, story_keywords=keywords)
    response = preview(newsroom, "preview_on_add", ["stories", "storypage", section.pk], data)
    assert response.status_code == 200
    assert "مد البحر" in response.content.decode()
    assert "ليلى النجّار" in response.content.decode()


def test_changes_of_a_live_story_are_previewed_unsaved(newsroom, section):
    story = testing.make_story(section, "عنوان منشور")
    response = preview(newsroom, "preview_on_edit", [story.pk], story_form("عنوان لم يحفظ"))
    assert "عنوان لم يحفظ" in response.content.decode()
    assert StoryPage.objects.get(pk=story.pk).title == "عنوان منشور"


def pages_of_every_kind():
    section = testing.make_section()
    return [
        section,
        testing.make_story(section),
        testing.make_draft(section, "مسودة بلا متن", body=[]),
        testing.make_dossier(),
        testing.make_album(),
        testing.make_standard_page(),
        FrontPage.objects.get(edition__code="ar"),
        DossierIndexPage.objects.get(edition__code="ar"),
        AlbumIndexPage.objects.get(edition__code="ar"),
    ]


def test_the_draft_of_every_kind_of_page_is_shown(newsroom):
    for page in pages_of_every_kind():
        response = newsroom.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        assert response.status_code == 200, page


def test_every_kind_of_page_has_an_editor(newsroom):
    for page in [*pages_of_every_kind(), PagesIndex.objects.first()]:
        assert newsroom.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, page


# --- policy ---


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}


def test_nothing_in_the_newsroom_comes_from_elsewhere(newsroom, section):
    policy = directives(newsroom.get(reverse("wagtailadmin_home")))
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert policy["connect-src"] == {"'self'"}


def test_a_preview_has_the_policy_of_readers(newsroom, section):
    draft = testing.make_draft(section)
    policy = directives(newsroom.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])))
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert policy["frame-ancestors"] == {"'self'"}


def test_readers_get_the_strict_policy(client, section):
    policy = directives(client.get("/healthz"))
    assert policy["default-src"] == {"'none'"}
    assert policy["style-src"] == policy["script-src"] == {"'self'"}
