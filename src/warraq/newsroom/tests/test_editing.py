"""Writing: letters cleaned on save, words in other languages, live preview, the policy around it."""

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import inline_formset

from warraq import testing
from warraq.dossiers.models import DossierIndexPage
from warraq.front.models import FrontPage
from warraq.galleries.models import AlbumIndexPage
from warraq.language.clean import clean_html
from warraq.stories.models import PagesIndex, StoryPage

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


# --- words in another language ---


@pytest.mark.parametrize("language", ["en", "fr", "fa"])
def test_words_in_another_language_survive_the_editor(language):
    converter = ContentstateConverter(features=["bold", "foreign"])
    html = f'<p>يسميها <bdi lang="{language}">Tel Aviv-Yafo ک</bdi> في كتابه.</p>'
    written = converter.to_database_format(converter.from_database_format(html))
    assert f'<bdi lang="{language}">Tel Aviv-Yafo ک</bdi>' in written


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
    assert policy["script-src"] == policy["style-src"] == {"'self'", "'unsafe-inline'"}
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
