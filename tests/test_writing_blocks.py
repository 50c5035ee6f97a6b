"""Blocks of a story as an editor writes them, in a real browser: their directions."""

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

TURN = "اقلب اتجاه الفقرة"


@pytest.fixture(scope="module")
def desk(browser, site: DemoSite) -> Iterator[Newsroom]:
    newsroom = Newsroom(Visit(browser, site.url, **DESKTOP))
    newsroom.sign_in()
    yield newsroom
    newsroom.window.close()


@pytest.fixture
def story(desk: Newsroom) -> Newsroom:
    desk.new_story("أخبار")
    desk.field("العنوان").fill(f"كتل المتن {uuid4().hex[:6]}")
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/$"))
    return desk


def line_of(story: Newsroom, words: str) -> Locator:
    """The paragraph as Draft.js lays it out."""
    return story.part("المتن").locator(".public-DraftStyleDefault-block").filter(has_text=words)


def test_a_paragraph_is_seen_in_its_direction_while_it_is_written_and_can_be_turned_round(story: Newsroom):
    story.write_paragraph("BBC قالت إن المنسوب ارتفع")
    paragraph = story.part("المتن").get_by_role("region", name=re.compile("^فقرة")).last
    expect(line_of(story, "BBC")).to_have_css("direction", "rtl")
    story.page.keyboard.press("Enter")
    story.page.keyboard.type("The level rose again")
    line = line_of(story, "The level")
    expect(line).to_have_css("direction", "ltr")
    expect(line_of(story, "BBC")).to_have_css("direction", "rtl")
    field = paragraph.locator("input[type=hidden][name$=-value]")

    def turn() -> None:
        story.page.keyboard.press("Shift+Home")
        story.page.get_by_role("button", name=TURN).click()

    turn()
    expect(line).to_have_css("direction", "rtl")
    expect(field).to_have_value(re.compile('"dir": ?"rtl"'))
    expect(story.page.get_by_role("button", name=TURN)).to_have_attribute("aria-pressed", "true")
    story.page.get_by_role("button", name=TURN).click()
    expect(line).to_have_css("direction", "ltr")
    expect(field).not_to_have_value(re.compile('"dir"'))
    assert [block["data"] for block in json.loads(field.input_value())["blocks"]] == [{}, {}]


def test_a_subhead_keeps_its_direction_out_of_sight(story: Newsroom):
    story.write_subhead("ما الذي يعنيه الرقم؟")
    subhead = story.part("المتن").get_by_role("region", name=re.compile("^عنوان فرعي")).last
    expect(subhead.get_by_label("اتجاه الكتابة")).to_be_hidden()
