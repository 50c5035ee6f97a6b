"""The view in which an editor looks at what differs between two versions."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from warraq import testing
from warraq.stories.models import Byline, Correction, StoryPage

pytestmark = pytest.mark.django_db


def address(page, old, new, **query):
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old, new], query=query or None)


def look(client, page, old="live", new="latest", **query):
    response = client.get(address(page, old, new, **query))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one(".difference")


def marked(soup, tag):
    return [found.get_text() for found in soup.select(f".difference__text--one {tag}")]


@pytest.fixture
def story(section):
    body = testing.paragraphs("قال الوزير إن الماء وفير.", "وأضاف أن السد ممتلئ.", "وختم بالشكر.")
    return testing.make_story(section, "منسوب النهر", body=body, standfirst="إلى أين يمضي النهر؟")


def redraft(story, change):
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    change(page)
    return page.save_revision()


def reword(page, number, words):
    raw = list(page.body.get_prep_value())
    raw[number] = raw[number] | {"value": f"<p>{words}</p>"}
    page.body = json.dumps(raw)


def test_words_that_came_and_went_are_marked_in_the_field_they_stand_in(newsroom, story):
    redraft(story, lambda page: reword(page, 0, "قال الرئيس إن الماء وفير."))
    soup = look(newsroom, story)
    assert (marked(soup, "del"), marked(soup, "ins")) == (["الوزير"], ["الرئيس"])
    assert [heading.get_text() for heading in soup.select("h2")] == ["المتن"]


def test_changes_of_spelling_are_counted_and_can_be_hidden_without_hiding_others(newsroom, story):
    def change(page):
        page.standfirst = "الى اين يمضي النهر?"
        reword(page, 1, "وأضاف ان السد فارغ.")

    redraft(story, change)
    shown, hidden = look(newsroom, story), look(newsroom, story, spelling="hidden")
    assert marked(shown, "del") == ["إلى", "أين", "؟", "أن", "ممتلئ"]
    assert marked(hidden, "del") == ["ممتلئ"]
    assert "4 تغييرات إملائية مخفية" in " ".join(hidden.select_one("[role=status]").get_text().split())


def test_versions_that_differ_in_spelling_only_say_so_when_that_is_hidden(newsroom, story):
    redraft(story, lambda page: setattr(page, "standfirst", "الى أين يمضي النهر؟"))
    assert "الإملاء وحده" in look(newsroom, story, spelling="hidden").get_text()


def test_blocks_that_came_went_and_were_moved_are_said_to_be_so(newsroom, story):
    def change(page):
        raw = list(page.body.get_prep_value())
        added = {"type": "subhead", "value": "في الميدان"}
        page.body = json.dumps([raw[2], raw[0], added])

    redraft(story, change)
    states = [state.get_text() for state in look(newsroom, story).select(".difference__state")]
    assert states == ["نُقلت", "حُذفت", "أضيفت"]


def test_a_field_of_a_table_and_a_picture_that_was_replaced_are_shown_by_their_fields(newsroom, section):
    old_picture, new_picture = testing.make_image("القديمة"), testing.make_image("الجديدة")
    table = {"caption": "الأمطار", "table": {"data": [["شهر", "كم"], ["أيار", "10"]]}, "source": ""}
    body = [("table", table), ("picture", {"image": old_picture, "alt": "", "caption": "النهر"})]
    story = testing.make_story(section, body=[*testing.paragraphs(testing.TEXT), *body])

    def change(page):
        raw = list(page.body.get_prep_value())
        raw[1]["value"]["table"]["data"][1][1] = "20"
        raw[2]["value"]["image"] = new_picture.pk
        page.body = json.dumps(raw)

    redraft(story, change)
    soup = look(newsroom, story)
    assert (marked(soup, "del"), marked(soup, "ins")) == (["10", "القديمة"], ["20", "الجديدة"])
    assert [label.get_text() for label in soup.select("h4")] == ["جدول", "صورة"]


def test_bold_is_a_change_that_is_named(newsroom, story):
    redraft(story, lambda page: reword(page, 2, "وختم <b>بالشكر</b>."))
    assert "صار: غليظ" in look(newsroom, story).get_text()


def test_rows_of_a_panel_that_came_or_went_are_shown(newsroom, story):
    author = testing.make_author("سلمى")

    def change(page):
        page.bylines = [Byline(author=author)]
        page.corrections = [Correction(text="صُحح الرقم.", date=testing.date(2026, 1, 2))]

    redraft(story, change)
    assert {"سلمى", "صُحح الرقم."} <= set(marked(look(newsroom, story), "ins"))


def test_the_same_version_twice_has_no_difference(newsroom, story):
    assert "لا فرق بين هاتين النسختين" in look(newsroom, story, "earliest", "latest").get_text()


def test_side_by_side_each_side_has_only_its_own_words(newsroom, story):
    redraft(story, lambda page: reword(page, 0, "قال الرئيس إن الماء وفير."))
    old, new = look(newsroom, story, view="side").select(".difference__sides .difference__text")
    assert old.get_text() == "قال الوزير إن الماء وفير."
    assert new.get_text() == "قال الرئيس إن الماء وفير."


def test_versions_are_chosen_by_a_form_that_needs_no_script(newsroom, story):
    number = str(redraft(story, lambda page: setattr(page, "kicker", "مياه")).pk)
    here = address(story, "live", "latest")
    assert newsroom.get(here, {"old": "live", "new": number}).url == address(story, "live", number)
    assert newsroom.get(here, {"old": "latest", "new": "nonsense"}).status_code == 404


@pytest.mark.parametrize("word", ["999999", "9" * 30])
def test_a_version_that_is_none_is_not_found(newsroom, story, word):
    assert newsroom.get(address(story, "live", word)).status_code == 404


def test_a_revision_of_another_page_is_not_shown(newsroom, story, section):
    other = testing.make_draft(section, "سر")
    assert newsroom.get(address(story, "live", other.latest_revision_id)).status_code == 404


def test_whoever_may_not_edit_sees_no_difference(client, story, stranger):
    client.force_login(stranger)
    assert client.get(address(story, "live", "latest")).status_code in (302, 403)


def test_words_of_the_text_never_become_markup(newsroom, story):
    redraft(story, lambda page: setattr(page, "standfirst", "<script>alert(1)</script>"))
    response = newsroom.get(address(story, "live", "latest"))
    assert "<script>alert(1)" not in response.text
    assert "&lt;" in response.text
