"""Looking for something in a real browser: by phone and keyboard, with scripts and without."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .chromium import DESKTOP, PHONE, SCREENS, Visit
from .reader import Reader, is_wider_than_screen

EDITIONS = pytest.mark.parametrize("edition", ["ar", "en"])
ON_EVERY_SCREEN = pytest.mark.parametrize("screen", SCREENS)
WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
SMALLEST = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
Open = Callable[..., Visit]


@dataclass(frozen=True)
class Words:
    """What the search is called in an edition, and what the demo has of it."""

    search: str
    field: str
    box: str
    narrow: str
    date: str
    section: str
    apply: str
    newest: str
    next: str
    remove: str
    many: str
    begun: str


WORDS = {
    "ar": Words(
        search="ابحث",
        field="كلمات البحث",
        box="ابحث في الموقع",
        narrow="تضييق البحث",
        date="التاريخ",
        section="القسم",
        apply="طبّق",
        newest="الأحدث أولًا",
        next="الصفحة التالية",
        remove="أزِل",
        many="النهر",
        begun="المي",
    ),
    "en": Words(
        search="Search",
        field="Words to look for",
        box="Search this site",
        narrow="Narrow the search",
        date="Date",
        section="Section",
        apply="Apply",
        newest="Newest first",
        next="Next page",
        remove="Remove",
        many="river",
        begun="wat",
    ),
}


class Search:
    """The search as a person knows it, by roles and labels."""

    def __init__(self, page: Page, edition: str) -> None:
        self.page, self.words = page, WORDS[edition]
        self.home = Reader(page, edition).words.home
        self.address = f"{self.home}search/"

    @property
    def field(self) -> Locator:
        # A search box; a combobox once the scripts have seen to it.
        return self.page.get_by_label(self.words.field, exact=True)

    @property
    def box(self) -> Locator:
        return self.page.get_by_label(self.words.box, exact=True)

    @property
    def results(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("article")

    @property
    def suggestions(self) -> Locator:
        return self.page.get_by_role("listbox")

    @property
    def options(self) -> Locator:
        return self.suggestions.get_by_role("option")

    def send(self) -> None:
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("main").get_by_role("button", name=self.words.search, exact=True).click()

    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def offer(self, field: Locator, text: str) -> None:
        """Type until there is something to choose from."""
        field.focus()
        expect(field).to_have_attribute("role", "combobox")
        field.press_sequentially(text, delay=20)
        expect(self.options.first).to_be_visible()


@pytest.fixture
def searching(visit: Open) -> Callable[..., tuple[Visit, Search]]:
    def open_window(edition: str = "ar", **options: object) -> tuple[Visit, Search]:
        window = visit(**options)
        return window, Search(window.page, edition)

    return open_window


# --- the way there and through ---


@EDITIONS
@ON_EVERY_SCREEN
@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_searches_from_home_and_opens_what_was_found(searching, edition, screen, scripts):
    window, search = searching(edition, scripts=scripts, **SCREENS[screen])
    window.open(search.home)
    if search.box.is_visible():
        search.box.fill(search.words.many)
        with window.page.expect_navigation(wait_until="load"):
            search.box.press("Enter")
    else:
        with window.page.expect_navigation(wait_until="load"):
            window.page.get_by_role("banner").or_(window.page.locator(".nav")).locator(".nav__find").click()
        search.field.fill(search.words.many)
        search.send()
    expect(search.field).to_have_value(search.words.many)
    expect(search.results.first.locator("mark").first).to_be_visible()
    title = search.results.first.get_by_role("heading").inner_text()
    Reader(window.page, edition).follow(search.results.first.get_by_role("heading").get_by_role("link"))
    expect(Reader(window.page, edition).headline).to_have_text(title)
    window.assert_nothing_amiss()


@EDITIONS
@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_narrows_by_date_and_section_and_takes_it_back(searching, edition, scripts):
    window, search = searching(edition, scripts=scripts, **PHONE)
    window.open(f"{search.address}?q={quote(search.words.many)}")
    count = search.results.count()
    window.page.get_by_text(search.words.narrow, exact=True).click()
    window.page.get_by_label(search.words.date, exact=True).fill("2019")
    with window.page.expect_navigation(wait_until="load"):
        window.page.get_by_role("button", name=search.words.apply, exact=True).click()
    assert search.query()["when"] == ["2019"]
    expect(search.results).to_have_count(0)
    with window.page.expect_navigation(wait_until="load"):
        window.page.get_by_role("link", name=search.words.remove).click()
    expect(search.results).to_have_count(count)


@WITH_AND_WITHOUT_SCRIPTS
def test_a_date_that_is_not_understood_keeps_everything_that_was_typed(searching, scripts):
    window, search = searching(scripts=scripts, **DESKTOP)
    window.open(f"{search.address}?q={quote('النهر')}&section=news&when={quote('يوم ما')}")
    expect(window.page.get_by_role("alert")).to_contain_text("يوم ما")
    when = window.page.get_by_label(search.words.date, exact=True)
    expect(when).to_have_value("يوم ما")
    expect(when).to_have_attribute("aria-invalid", "true")
    expect(window.page.get_by_label(search.words.section, exact=True)).to_have_value("news")
    window.page.get_by_role("alert").get_by_role("link").click()
    expect(when).to_be_in_viewport()


@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_leafs_through_the_newest(searching, scripts):
    window, search = searching(scripts=scripts, **PHONE)
    window.open(f"{search.address}?q={quote('في')}")
    reader = Reader(window.page, "ar")
    reader.follow(window.page.get_by_role("link", name=search.words.newest))
    first = search.results.first.inner_text()
    reader.follow(window.page.get_by_role("link", name=search.words.next))
    assert search.query()["order"] == ["date"]
    assert search.results.first.inner_text() != first
    window.page.go_back()
    assert search.results.first.inner_text() == first


def test_the_whole_page_can_be_used_by_keyboard(searching):
    window, search = searching(**DESKTOP)
    window.open(search.address)
    expect(search.field).to_be_focused()
    window.page.keyboard.type("النهر")
    with window.page.expect_navigation(wait_until="load"):
        window.page.keyboard.press("Enter")
    for _ in range(60):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement.closest('article') !== null"):
            break
    with window.page.expect_navigation(wait_until="load"):
        window.page.keyboard.press("Enter")
    expect(Reader(window.page, "ar").headline).to_be_visible()


@EDITIONS
def test_no_search_page_is_wider_than_the_smallest_screen(searching, edition):
    window, search = searching(edition, **SMALLEST)
    for query in ("", f"?q={quote(search.words.many)}", f"?q={'x' * 300}&when={'9' * 120}&section=news&order=date"):
        assert not is_wider_than_screen(window.open(search.address + query)), query


# --- suggestions ---


@EDITIONS
@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_suggested_can_be_chosen_by_keyboard(searching, edition, screen):
    window, search = searching(edition, **SCREENS[screen])
    window.open(search.address)
    search.offer(search.field, search.words.begun)
    field, keyboard = search.field, window.page.keyboard
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(search.suggestions).to_have_attribute("id", field.get_attribute("aria-controls"))
    assert field.get_attribute("aria-activedescendant") is None
    keyboard.press("ArrowDown")
    expect(search.options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", search.options.first.get_attribute("id"))
    keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    keyboard.press("ArrowUp")
    expect(search.options.last).to_have_attribute("aria-selected", "true")
    keyboard.press("Home")
    assert field.get_attribute("aria-activedescendant") is None
    assert field.evaluate("field => field.selectionStart") == 0
    keyboard.press("End")
    assert field.evaluate("field => field.selectionStart") == len(search.words.begun)
    keyboard.press("Escape")
    expect(search.suggestions).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value(search.words.begun)
    keyboard.press("ArrowDown")
    expect(search.options.first).to_be_visible()
    keyboard.press("ArrowDown")
    chosen = search.options.first.locator("bdi").inner_text()
    with window.page.expect_navigation(wait_until="load"):
        keyboard.press("Enter")
    expect(window.page.get_by_role("main")).to_contain_text(chosen)
    window.assert_nothing_amiss()


def test_how_many_are_suggested_is_said(searching):
    window, search = searching(**PHONE)
    window.open(search.address)
    search.offer(search.field, "المي")
    said = window.page.get_by_role("status").filter(has_text=re.compile("اقتراح"))
    expect(said).to_have_count(1)
    assert not said.is_visible() or said.bounding_box()["width"] <= 1


def test_a_finger_chooses_a_suggestion(searching):
    window, search = searching(**PHONE)
    window.open(search.address)
    search.offer(search.field, "المي")
    assert not is_wider_than_screen(window.page)
    with window.page.expect_navigation(wait_until="load"):
        search.options.first.tap()
    assert "/search/" not in window.page.url


@EDITIONS
def test_the_list_beside_the_menu_stays_on_the_screen(searching, edition):
    window, search = searching(edition, **DESKTOP)
    window.open(search.home)
    search.offer(search.box, search.words.begun)
    box = search.suggestions.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert not is_wider_than_screen(window.page)
    window.assert_nothing_amiss()


def test_an_author_is_filled_in_and_not_gone_to(searching):
    window, search = searching(**DESKTOP)
    window.open(search.address)
    window.page.get_by_text(search.words.narrow, exact=True).click()
    author = window.page.get_by_label("الكاتب", exact=True)
    search.offer(author, "سل")
    window.page.keyboard.press("ArrowDown")
    name = search.options.first.locator("bdi").inner_text()
    window.page.keyboard.press("Enter")
    expect(author).to_have_value(name)
    assert urlsplit(window.page.url).query == ""


def test_enter_without_a_choice_searches_for_what_was_typed(searching):
    window, search = searching(**PHONE)
    window.open(search.address)
    search.offer(search.field, "المي")
    with window.page.expect_navigation(wait_until="load"):
        window.page.keyboard.press("Enter")
    assert search.query() == {"q": ["المي"]}


@pytest.mark.parametrize("failure", ["abort", "429", "503", "nonsense"])
def test_without_suggestions_the_form_is_what_it_was(searching, failure):
    window, search = searching(**PHONE)

    def refuse(route: Route) -> None:
        if failure == "abort":
            route.abort()
        else:
            route.fulfill(status=200 if failure == "nonsense" else int(failure), body="<html>")

    window.context.route("**/_/suggest?*", refuse)
    window.open(search.address)
    with window.page.expect_request("**/_/suggest?*"):
        search.field.press_sequentially("النهر", delay=20)
    expect(search.suggestions).to_be_hidden()
    with window.page.expect_navigation(wait_until="load"):
        search.field.press("Enter")
    expect(search.results.first).to_be_visible()


def test_a_late_answer_to_an_earlier_word_is_not_shown(searching):
    window, search = searching(**PHONE)
    held: list[Route] = []
    window.context.route("**/_/suggest?q=%D8%A7%D9%84*", lambda route: held.append(route), times=1)
    window.open(search.address)
    search.field.focus()
    expect(search.field).to_have_attribute("role", "combobox")
    with window.page.expect_request("**/_/suggest?*"):
        search.field.press_sequentially("ال")
    search.field.fill("")
    search.field.press_sequentially("xq")
    window.page.wait_for_timeout(600)
    expect(search.suggestions).to_be_hidden()


def test_nothing_is_fetched_before_a_reader_begins_to_search(searching):
    window, search = searching(**DESKTOP)
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.open(search.home)
    assert not [url for url in asked if "suggest" in url]
    search.box.focus()
    expect(search.box).to_have_attribute("role", "combobox")


def test_a_reader_who_saves_data_is_not_written_to_while_typing(searching):
    window, search = searching(**PHONE)
    window.context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    window.open(search.address)
    search.field.press_sequentially("النهر")
    window.page.wait_for_timeout(500)
    assert search.field.get_attribute("role") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_suggestions_are_open(searching, project, scheme):
    window, search = searching(color_scheme=scheme, **PHONE)
    window.open(search.address)
    search.offer(search.field, "المي")
    window.page.keyboard.press("ArrowDown")
    window.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = window.page.evaluate("axe.run().then(result => result.violations)")
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
