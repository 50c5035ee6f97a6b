"""Pieces of a story that run otherwise than its page, on the page and in feeds."""

import json

import pytest

from warraq import testing
from warraq.stories.models import StoryPage

from .printed import Printed

pytestmark = pytest.mark.django_db
ENGLISH = "The level rose again, the report says."
TABLE = {"data": [["Year", "Level"], ["2025", "3"]], "first_row_is_table_header": True}
MIXED = [
    ("paragraph", f"<p>{testing.TEXT}</p>"),
    ("paragraph", f"<p>{ENGLISH}</p><p>{testing.TEXT}</p>"),
    ("subhead", "What the gauge says"),
    ("quote", {"text": ENGLISH, "speaker": "ليلى", "role": ""}),
    ("table", {"caption": "جدول", "table": TABLE, "source": ""}),
]


def test_a_story_in_one_direction_says_nothing_of_directions(client):
    body = [*testing.paragraphs(testing.TEXT), ("subhead", "ما يقوله المقياس"), ("quote", {"text": "قول"})]
    page = Printed(client, testing.make_story(body=body).url)
    assert page.all(".body [dir]") == []


def test_each_piece_of_the_other_direction_says_so(client):
    story = testing.make_story(body=MIXED)
    page = Printed(client, story.url)
    assert [(piece.name, piece["dir"]) for piece in page.all(".body [dir]")] == [
        ("p", "ltr"),
        ("h2", "ltr"),
        ("blockquote", "ltr"),
        ("div", "ltr"),
    ]
    assert "dir" not in "".join(node.get_text() for node in page.all('script[type="application/ld+json"]'))


def test_what_an_editor_has_chosen_goes_before_the_words(client):
    body = [
        ("paragraph", f'<p dir="rtl">{ENGLISH}</p>'),
        ("subhead", {"text": "iPhone يصل", "direction": "ltr"}),
        ("quote", {"text": ENGLISH, "direction": "rtl"}),
        ("table", {"caption": "جدول", "table": TABLE, "direction": "rtl"}),
    ]
    page = Printed(client, testing.make_story(body=body).url)
    assert [piece.get_text() for piece in page.all(".body [dir]")] == ["iPhone يصل"]


def test_a_dateline_is_the_beginning_of_its_paragraph(client):
    story = testing.make_story(agency="الضفاف", body=[("paragraph", f"<p>{ENGLISH}</p>")])
    assert Printed(client, story.url).all(".body [dir]") == []
    item = json.loads(client.get("/feeds/home.json").content)["items"][0]
    assert f"<p><b>الضفاف</b> {ENGLISH}" in item["content_html"]


def test_feeds_tell_the_same_directions(client):
    testing.make_story(body=MIXED)
    html = json.loads(client.get("/feeds/home.json").content)["items"][0]["content_html"]
    for part in ('<p dir="ltr">The', '<h2 dir="ltr">What', '<blockquote><div dir="ltr"><p>The', '<table dir="ltr">'):
        assert part in html
    assert html.count('dir="ltr"') == 4


def test_subheads_are_stored_as_they_were_before_they_had_a_direction(client):
    story = testing.make_story(body=[*testing.paragraphs(testing.TEXT), ("subhead", "عنوان")])
    StoryPage.objects.get(pk=story.pk).save_revision().publish()
    stored = StoryPage.objects.get(pk=story.pk).body.get_prep_value()
    assert stored[1]["value"] == "عنوان"
    # As an old revision has them.
    page = StoryPage.objects.get(pk=story.pk)
    quote = {"type": "quote", "value": {"text": "ق", "speaker": "", "role": ""}, "id": "b"}
    page.body = json.dumps([{"type": "subhead", "value": "عنوان فی المدینة", "id": "a"}, quote])
    page.save_revision().publish()
    html = Printed(client, page.url)
    assert [head.get_text() for head in html.all(".body h2")] == ["عنوان في المدينة"]
    assert html.all(".body [dir]") == []
