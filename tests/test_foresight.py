"""The fronts ahead and the strip of breaking news, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from .chromium import DESKTOP, PHONE, SCREENS, Visit
from .newsroom import Newsroom

DARK = {"color_scheme": "dark"}


def faults_of(page: Page, project: Path, part: str) -> list[tuple[str, str]]:
    page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = page.evaluate(f"axe.run('{part}').then(result => result.violations)")
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults]


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Newsroom:
    desk = Newsroom(visit(**DESKTOP))
    desk.sign_in()
    return desk


def test_an_editor_moves_the_time_by_keyboard_and_sees_the_front_on_a_phone(desk: Newsroom, project: Path):
    desk.window.open("/newsroom/foresight/")
    page = desk.page
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_be_attached()
    before = page.get_by_label("عند", exact=True).input_value()
    slider = page.get_by_role("slider", name="بعد كم دقيقة")
    slider.focus()
    with page.expect_response(lambda answer: "/foresight/changes/" in answer.url and answer.ok):
        for _ in range(12):
            slider.press("ArrowUp")
    assert page.get_by_label("عند", exact=True).input_value() > before
    expect(frame.locator("h1")).to_be_attached()
    page.get_by_role("radio", name="هاتف").check()
    expect(page.locator("iframe")).to_have_js_property("clientWidth", 390)
    assert faults_of(page, project, "main") == []
    assert desk.window.violations() == []


def test_without_scripts_the_form_shows_the_front(visit: Callable[..., Visit], desk: Newsroom):
    window = visit(scripts=False, **DESKTOP)
    window.context.add_cookies(desk.page.context.cookies())
    window.open("/newsroom/foresight/")
    window.page.get_by_role("button", name="اعرض الواجهة").click()
    expect(window.page.frame_locator("iframe").locator("h1")).to_be_attached()
    expect(window.page.locator(".foresight__slide")).to_be_hidden()


def put_up(desk: Newsroom, words: str) -> None:
    desk.window.open("/newsroom/breaking/")
    desk.page.get_by_role("textbox", name="الكلمات").fill(words)
    desk.send("ضعه على الشريط")
    desk.expect_message(words)


def take_down(desk: Newsroom, words: str) -> None:
    desk.window.open("/newsroom/breaking/")
    desk.send(f"أنهِ: {words}")
    desk.expect_message(words)


@pytest.mark.parametrize("screen", SCREENS)
def test_breaking_news_come_to_open_pages_are_put_away_and_go(
    desk: Newsroom, visit: Callable[..., Visit], project: Path, screen: str
):
    words = f"رصد مذنّب جديد {uuid4().hex[:6]}"
    reader = visit(**SCREENS[screen], **(DARK if screen == "phone" else {}))
    reader.open("/news/")
    expect(reader.page.locator("[data-breaking]")).not_to_contain_text(words)
    put_up(desk, words)
    line = reader.page.locator(".breaking__line", has_text=words)
    expect(line).to_be_visible(timeout=180_000)  # without being asked again; a busy worker takes its time
    assert reader.page.locator("[data-breaking]").get_attribute("aria-live") == "polite"
    assert faults_of(reader.page, project, "html") == []
    assert reader.page.evaluate("window.witness.shift") < 0.05

    plain = visit(scripts=False, **PHONE)
    plain.open("/")
    expect(plain.page.locator(".breaking__line", has_text=words)).to_be_visible()

    line.get_by_role("button", name="إخفاء").click()
    expect(line).to_have_count(0)
    reader.open("/")
    expect(reader.page.get_by_role("main")).to_be_visible()
    expect(reader.page.locator(".breaking__line", has_text=words)).to_have_count(0)
    take_down(desk, words)
    plain.open("/news/")
    assert reader.violations() == []
