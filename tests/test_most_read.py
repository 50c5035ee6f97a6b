"""In a real browser: what a story's page tells when it is read, and the most read where a link to them stood."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from playwright.sync_api import Locator, Page, Route, expect

from warraq.readership.models import Window
from warraq.readership.words import SHORT

from .catalogue import Catalogue
from .chromium import DESKTOP, PHONE, SCREENS, Visit
from .reader import Reader

Open = Callable[..., Visit]
LARGEST_SHIFT = 0.01
LINES = (
    "النهر يعود",
    "أربعة سنتات في المتر المكعب: حساب الشمس في تحلية المياه على ضفاف البحر الأحمر وما بعده من مدن العطش",
)

# --- a read ---

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)

# Playwright's browser says that a program drives it, so that nothing would be told.
A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false});"
HEARD = """window.told = [];
Navigator.prototype.sendBeacon = (url, body) => window.told.push({url, ...Object.fromEntries(body)}) > 0;"""
TURN_AWAY = """hidden => {
    Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
    document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
}"""


@pytest.fixture
def reading(visit: Open, catalogue: Catalogue) -> Callable[..., Page]:
    """A story that somebody has just opened, at a clock that stands still until it is put forward."""

    def open_story(*scripts: str, **options: Any) -> Page:
        window = visit(**PHONE, **options)
        for script in scripts or (A_PERSON, HEARD):
            window.context.add_init_script(script)
        window.page.clock.install(time=NOON)
        window.page.clock.pause_at(NOON + timedelta(seconds=1))
        return window.open(catalogue.first("story", "ar").path)

    return open_story


def told(page: Page) -> list[dict[str, str]]:
    return page.evaluate("window.told")


def wait_for(count: int, page: Page) -> None:
    """Until so much was told; the page's own clock stands still."""
    for _ in range(200):
        if len(told(page)) >= count:
            return
        page.wait_for_timeout(25)
    raise TimeoutError(told(page))


def test_a_story_in_view_for_five_seconds_was_read_and_to_its_end_when_that_is_seen(reading):
    page = reading()
    page.clock.run_for(4_900)
    assert told(page) == []
    page.clock.run_for(200)
    (beat,) = told(page)
    assert re.fullmatch("[0-9a-f]{16}", beat["v"])
    assert (beat["url"], beat["p"], beat["a"], beat["r"]) == ("/_/read", "open", "0", "")
    assert beat["s"] == page.locator("article.story").get_attribute("data-story")
    page.evaluate("document.querySelector('[data-end]').scrollIntoView({behavior: 'instant', block: 'center'})")
    wait_for(2, page)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.evaluate("document.querySelector('[data-end]').scrollIntoView({behavior: 'instant', block: 'center'})")
    page.clock.run_for(20_000)
    assert told(page) == [beat, beat | {"p": "end"}]


def test_it_says_from_which_site_the_reader_came(reading):
    page = reading(A_PERSON, HEARD, extra_http_headers={"Referer": "https://search.example.org:8443/?q=secret"})
    page.evaluate("Object.defineProperty(document, 'referrer', {value: 'https://search.example.org:8443/?q=secret'})")
    page.clock.run_for(5_100)
    assert [beat["r"] for beat in told(page)] == ["search.example.org"]


def test_time_out_of_view_does_not_count(reading):
    page = reading()
    page.clock.run_for(3_000)
    page.evaluate(TURN_AWAY, True)
    page.clock.run_for(60_000)
    page.evaluate(TURN_AWAY, False)
    page.clock.run_for(1_800)
    assert told(page) == []
    page.clock.run_for(400)
    assert len(told(page)) == 1


def test_a_page_that_was_left_goes_on_when_the_reader_comes_back_to_it(reading):
    page = reading()
    page.clock.run_for(3_000)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.clock.run_for(60_000)
    assert told(page) == []
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.clock.run_for(2_200)
    assert len(told(page)) == 1


def test_a_page_rendered_in_advance_begins_to_count_when_it_is_shown(reading):
    page = reading(
        A_PERSON, HEARD, "Object.defineProperty(document, 'prerendering', {value: true, configurable: true});"
    )
    page.clock.run_for(60_000)
    assert told(page) == []
    page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))")
    page.clock.run_for(5_100)
    assert len(told(page)) == 1


@pytest.mark.parametrize(
    "scripts",
    [
        (HEARD,),
        (A_PERSON, HEARD, "Object.defineProperty(Navigator.prototype, 'doNotTrack', {get: () => '1'});"),
        (A_PERSON, HEARD, "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true});"),
        (A_PERSON, HEARD, "document.cookie = 'warraq_desk=1; path=/';"),
    ],
    ids=["program", "do-not-track", "global-privacy-control", "newsroom"],
)
def test_it_tells_nothing_of(reading, scripts):
    page = reading(*scripts)
    page.clock.run_for(60_000)
    assert told(page) == []


def test_it_tells_nothing_of_a_page_inside_another(reading):
    page = reading()
    page.evaluate("document.body.replaceWith(Object.assign(document.createElement('iframe'), {src: location.href}))")
    frame = page.frames[1]
    frame.wait_for_selector("[data-end]", state="attached")
    page.clock.run_for(60_000)
    assert frame.evaluate("window.told") == []


def test_what_was_read_without_a_network_is_told_later_with_its_age(reading):
    page = reading()
    page.context.set_offline(True)
    page.clock.run_for(5_100)
    assert told(page) == []
    page.clock.run_for(60_000)
    page.context.set_offline(False)
    wait_for(1, page)
    assert [(beat["p"], beat["a"]) for beat in told(page)] == [("open", "60")]


@pytest.mark.parametrize("refusal", ["", "Navigator.prototype.sendBeacon = () => false;"], ids=["beacon", "fetch"])
def test_the_site_takes_what_it_is_told(reading, refusal):
    page = reading(A_PERSON, refusal)
    with page.expect_response("**/_/read") as answer:
        page.clock.run_for(5_100)
    assert answer.value.request.method == "POST"
    assert answer.value.ok


# --- the lists beside ---

LOOK_AT_IT = "document.querySelector('.most').scrollIntoView({behavior: 'instant'})"


class Box:
    """The most read on another page."""

    def __init__(self, window: Visit) -> None:
        self.window, self.page = window, window.page
        self.place = window.page.locator(".most")
        self.waiting: list[Route] = []
        window.context.route(re.compile(r"/_/most-read"), lambda route: self.waiting.append(route))

    def open(self, path: str) -> None:
        self.window.open(path)
        self.window.wait_until(lambda: self.waiting, "the page's asking for the lists")

    def answer(self, lists: str) -> None:
        self.waiting.pop().fulfill(body=lists, content_type="text/html; charset=utf-8")
        self.page.wait_for_timeout(100)

    def tab(self, name: str) -> Locator:
        return self.place.get_by_role("tab", name=name, exact=True)

    @property
    def panel(self) -> Locator:
        return self.place.get_by_role("tabpanel")


def lists(language: str = "ar", count: int = 6) -> str:
    """What a page fetches, of stories whose headlines take one line or are longer than there is room for."""
    edition = SimpleNamespace(digits="latn")
    found = [
        (window, SHORT[window], [SimpleNamespace(url="/", card_title=f"{LINES[n % 2]} {window}") for n in range(count)])
        for window in Window
    ]
    with override(language):
        return render_to_string("readership/lists.html", {"edition": edition, "lists": found})


def page_of(kind: str, catalogue: Catalogue) -> str:
    return catalogue.first(kind, "ar").path


@pytest.mark.parametrize(
    ("kind", "screen"), [("home", "phone"), ("home", "desktop"), ("section", "desktop"), ("story", "phone")]
)
def test_the_lists_come_in_before_the_readers_eyes_and_nothing_moves(visit: Open, catalogue, kind, screen):
    box = Box(visit(**SCREENS[screen]))
    box.open(page_of(kind, catalogue))
    box.page.evaluate(LOOK_AT_IT)
    box.answer(lists())
    expect(box.panel).to_be_visible()
    box.page.wait_for_timeout(200)
    assert box.window.shift() <= LARGEST_SHIFT
    box.window.assert_nothing_amiss()


def test_without_a_list_the_link_stays_and_no_hole(visit: Open, catalogue):
    box = Box(visit(**PHONE))
    box.open(page_of("section", catalogue))
    kept = box.place.bounding_box()["height"]
    box.answer("")
    expect(box.place).to_have_class(re.compile("most--none"))
    assert box.place.bounding_box()["height"] < kept / 2
    expect(box.place.get_by_role("link", name="القائمة كاملة")).to_be_visible()
    assert box.window.shift() <= LARGEST_SHIFT


def test_room_for_a_list_that_does_not_come_is_given_back_only_out_of_sight(visit: Open, catalogue):
    box = Box(visit(**PHONE))
    box.open(page_of("home", catalogue))
    box.page.evaluate(LOOK_AT_IT)
    kept = box.place.bounding_box()["height"]
    box.waiting.pop().abort()
    box.page.wait_for_timeout(200)
    assert box.place.bounding_box()["height"] == kept
    assert box.window.shift() <= LARGEST_SHIFT
    box.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(box.place).to_have_class(re.compile("most--none"))
    assert box.window.shift() <= LARGEST_SHIFT


@pytest.mark.parametrize(
    ("edition", "onward", "back", "names"),
    [
        ("ar", "ArrowLeft", "ArrowRight", ["اليوم", "هذا الأسبوع", "هذا الشهر"]),
        ("en", "ArrowRight", "ArrowLeft", ["Today", "This week", "This month"]),
    ],
)
def test_arrow_keys_go_through_the_tabs_the_way_of_reading(visit: Open, edition, onward, back, names):
    box = Box(visit(**DESKTOP))
    box.open(Reader(box.page, edition).words.home)
    box.answer(lists(edition))
    first, second, third = (box.tab(name) for name in names)
    first.focus()
    for key, chosen in (
        (onward, second),
        (onward, third),
        (onward, first),
        (back, third),
        ("Home", first),
        ("End", third),
    ):
        box.page.keyboard.press(key)
        expect(chosen).to_be_focused()
        expect(chosen).to_have_attribute("aria-selected", "true")
        expect(box.place.get_by_role("tab", selected=True)).to_have_count(1)
        expect(box.panel).to_have_accessible_name(chosen.inner_text())
    box.page.keyboard.press("Tab")
    expect(box.panel.get_by_role("link").first).to_be_focused()
    box.page.keyboard.press("Shift+Tab")
    expect(third).to_be_focused()
    second.click()
    expect(box.panel.get_by_role("link").first).to_contain_text("week")


def test_without_scripts_a_link_leads_to_a_page_of_its_own(visit: Open):
    window = visit(scripts=False, **PHONE)
    reader = Reader(window.page, "ar")
    window.open("/")
    assert window.page.locator(".most").bounding_box()["height"] < 200
    reader.follow(window.page.get_by_role("link", name="القائمة كاملة"))
    expect(reader.headline).to_have_text("الأكثر قراءة اليوم")
    reader.follow(window.page.get_by_role("navigation", name="المدة").get_by_role("link", name="هذا الشهر"))
    expect(reader.headline).to_have_text("الأكثر قراءة هذا الشهر")
    window.assert_nothing_amiss()
