"""A reader's way through the site in a real browser: any screen, either direction, with scripts and without."""

import re
import time
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Route, expect

from .catalogue import Catalogue
from .chromium import DESKTOP, PHONE, SCREENS, Visit
from .every_block import TITLE
from .reader import Reader, is_wider_than_screen, x_of

EDITIONS = pytest.mark.parametrize("edition", ["ar", "en"])
ON_EVERY_SCREEN = pytest.mark.parametrize("screen", SCREENS)
WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
LARGEST_SHIFT = 0.01
# A card is outlined whole when its headline has the focus.
IS_OUTLINED = """[document.activeElement, document.activeElement.closest('article, .line')].some(element => {
    const {outlineStyle, outlineWidth} = element ? getComputedStyle(element) : {outlineStyle: 'none'};
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
})"""
Open = Callable[..., Visit]


def story_in_dossier(catalogue: Catalogue, edition: str) -> str:
    return catalogue.first("story", edition, ".story__aside .box a").path


# --- the way through ---


@EDITIONS
@ON_EVERY_SCREEN
@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_goes_from_home_to_a_story(visit: Open, edition, screen, scripts):
    window = visit(scripts=scripts, **SCREENS[screen])
    reader = Reader(window.page, edition)
    window.open(reader.words.home)
    headline = reader.lead().inner_text()
    reader.follow(reader.lead())
    expect(reader.headline).to_have_text(headline)
    window.assert_nothing_amiss()


@EDITIONS
@ON_EVERY_SCREEN
@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_goes_from_a_story_to_its_dossier_and_on(visit: Open, catalogue, edition, screen, scripts):
    window = visit(scripts=scripts, **SCREENS[screen])
    reader = Reader(window.page, edition)
    window.open(story_in_dossier(catalogue, edition))
    link = reader.dossier_of_story()
    title = link.inner_text()
    reader.follow(link)
    expect(reader.headline).to_have_text(title)
    stories = window.page.get_by_role("region", name=reader.words.stories, exact=True)
    reader.follow(stories.get_by_role("article").first.get_by_role("link").first)
    expect(reader.headline).to_be_visible()
    window.assert_nothing_amiss()


@EDITIONS
@ON_EVERY_SCREEN
@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_goes_from_home_to_an_album(visit: Open, edition, screen, scripts):
    window = visit(scripts=scripts, **SCREENS[screen])
    reader = Reader(window.page, edition)
    window.open(reader.words.home)
    reader.open_from_menu(reader.words.albums)
    expect(reader.headline).to_have_text(reader.words.albums)
    reader.follow(reader.main.get_by_role("figure").first.get_by_role("link"))
    assert reader.pictures().count() > 1
    window.assert_nothing_amiss()


@EDITIONS
@WITH_AND_WITHOUT_SCRIPTS
def test_a_reader_turns_the_months_of_a_section(visit: Open, catalogue, edition, scripts):
    window = visit(scripts=scripts, **PHONE)
    reader = Reader(window.page, edition)
    start = catalogue.first("archive", edition, ".pager a[rel=next]").path
    window.open(start)
    pager = window.page.get_by_role("navigation", name=reader.words.months)
    month = reader.headline.inner_text()
    reader.follow(pager.get_by_role("link").last)
    expect(reader.headline).not_to_have_text(month)
    reader.follow(pager.get_by_role("link").first)
    expect(reader.headline).to_have_text(month)


# --- both directions ---


@EDITIONS
def test_the_first_column_stands_where_reading_begins(visit: Open, catalogue, edition):
    window = visit(**DESKTOP)
    reader = Reader(window.page, edition)
    window.open(reader.words.home)
    assert window.page.locator("html").get_attribute("dir") == reader.words.direction
    lead, picks = window.page.locator(".front__lead"), window.page.locator(".front__picks")
    links = reader.menu.get_by_role("link")
    for first, second in ((lead, picks), (links.nth(0), links.nth(1))):
        assert (x_of(first) > x_of(second)) is (reader.words.direction == "rtl")
    window.open(story_in_dossier(catalogue, edition))
    text = window.page.locator(".body p").first
    assert text.evaluate("element => getComputedStyle(element).direction") == reader.words.direction


@EDITIONS
@ON_EVERY_SCREEN
def test_no_page_is_wider_than_the_screen(visit: Open, catalogue, edition, screen):
    window = visit(**SCREENS[screen])
    pages = [page.path for page in catalogue.chosen if page.edition == edition]
    wide = [unquote(path) for path in pages if is_wider_than_screen(window.open(path))]
    assert wide == []


def test_no_page_is_wider_than_the_smallest_screen(visit: Open, catalogue):
    window = visit(viewport={"width": 320, "height": 640}, has_touch=True)
    wide = [unquote(page.path) for page in catalogue.chosen if is_wider_than_screen(window.open(page.path))]
    assert wide == []


# --- what a page does unseen ---


def late(route: Route) -> None:
    time.sleep(0.2)
    route.continue_()


@ON_EVERY_SCREEN
def test_no_page_calls_elsewhere_or_breaks_its_policy_or_moves(visit: Open, catalogue, screen):
    window = visit(**SCREENS[screen])
    # Scripts come after the first picture of the page, as on a slow line.
    window.context.route(re.compile(r"/js/(reader|most-read|map|comments|album)\."), late)
    restless = {}
    for page in catalogue.chosen:
        window.open(page.path).wait_for_timeout(250)
        window.assert_nothing_amiss()
        if (shift := window.shift()) > LARGEST_SHIFT:
            restless[unquote(page.path)] = shift
    assert restless == {}


def test_the_fonts_are_the_sites_own(visit: Open, catalogue):
    window = visit(**DESKTOP)
    fonts = []
    window.page.on("request", lambda request: request.resource_type == "font" and fonts.append(request.url))
    window.open(catalogue.first("story", "ar").path)
    assert fonts
    assert all(url.startswith(f"{window.url}/static/") for url in fonts)
    faces = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family.replaceAll('\"', ''))"
    assert {"Head", "Text"} <= set(window.page.evaluate(faces))


def test_a_page_leaves_nothing_on_the_device(visit: Open, catalogue):
    window = visit(**PHONE)
    for page in catalogue.chosen[:12]:
        window.open(page.path)
    assert window.context.cookies() == []
    assert window.page.evaluate("localStorage.length + sessionStorage.length") == 0


# --- choices of the reader ---


def test_a_larger_text_is_kept_on_the_device(visit: Open, catalogue):
    window = visit(**PHONE)
    reader = Reader(window.page, "ar")
    size = "Number.parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"
    window.open(catalogue.first("story", "ar").path)
    before = window.page.evaluate(size)
    window.page.get_by_role("button", name=reader.words.larger).click()
    larger = window.page.evaluate(size)
    assert larger > before
    window.page.reload()
    assert window.page.evaluate(size) == larger


def test_chosen_colours_are_kept_on_the_device(visit: Open):
    window = visit(color_scheme="light", **PHONE)
    paper = "getComputedStyle(document.body).backgroundColor"
    window.open("/")
    light = window.page.evaluate(paper)
    button = window.page.get_by_role("button", name="الألوان")
    button.click()
    button.click()
    expect(button).to_have_accessible_name("الألوان: داكنة")
    dark = window.page.evaluate(paper)
    assert dark != light
    window.page.reload()
    assert window.page.evaluate(paper) == dark


def test_the_colours_follow_the_device(visit: Open):
    colours = set()
    for scheme in ("light", "dark"):
        window = visit(color_scheme=scheme, **PHONE)
        colours.add(window.open("/").evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


# --- albums and films ---


@EDITIONS
def test_an_album_opens_over_the_screen_and_arrow_keys_follow_the_reading(visit: Open, catalogue, edition):
    # A key pressed while the picture still grows is not heard.
    window = visit(reduced_motion="reduce", **DESKTOP)
    reader = Reader(window.page, edition)
    window.open(catalogue.first("album", edition).path)
    onward, back = ("ArrowLeft", "ArrowRight") if reader.words.direction == "rtl" else ("ArrowRight", "ArrowLeft")
    reader.pictures().first.click()
    expect(reader.viewer).to_be_visible()
    reader.expect_place(1)
    window.page.keyboard.press(onward)
    reader.expect_place(2)
    window.page.keyboard.press(back)
    reader.expect_place(1)
    window.page.keyboard.press("Escape")
    expect(reader.viewer).to_have_count(0)
    window.assert_nothing_amiss()


@EDITIONS
def test_the_arrows_of_an_album_point_and_go_the_way_of_reading(visit: Open, catalogue, edition):
    window = visit(reduced_motion="reduce", **DESKTOP)
    reader = Reader(window.page, edition)
    window.open(catalogue.first("album", edition).path)
    reader.pictures().nth(1).click()
    forward = reader.viewer.get_by_role("button", name=reader.words.next_picture)
    backward = reader.viewer.get_by_role("button", name=reader.words.previous_picture)
    expect(forward).to_be_visible()
    assert (x_of(forward) < x_of(backward)) is (reader.words.direction == "rtl")
    backward.click()
    reader.expect_place(1)
    forward.click()
    reader.expect_place(2)


def test_without_scripts_a_picture_of_an_album_opens_as_a_file(visit: Open, catalogue):
    window = visit(scripts=False, **PHONE)
    reader = Reader(window.page, "ar")
    window.open(catalogue.first("album", "ar").path)
    with window.page.expect_response(lambda response: response.request.is_navigation_request()) as answer:
        reader.pictures().first.click()
    assert answer.value.headers["content-type"].startswith("image/")


def test_a_video_has_captions_and_loads_only_when_played(visit: Open, catalogue):
    window = visit(**PHONE)
    films = []
    window.page.on("request", lambda request: request.resource_type == "media" and films.append(request.url))
    window.open(catalogue.first("video", "ar", "video track").path)
    film = window.page.locator("video")
    assert film.locator("track[kind=captions]").first.get_attribute("srclang") in ("ar", "en")
    assert film.get_attribute("aria-label")
    assert films == []
    film.evaluate("element => { element.muted = true; return element.play(); }")
    expect(film).to_have_js_property("paused", False)
    assert films
    window.assert_nothing_amiss()


def embed_story(catalogue: Catalogue) -> str:
    return next(page.path for page in catalogue.of("story") if TITLE in page.text and page.tree.select(".embed"))


def test_an_embed_loads_nothing_before_it_is_asked_for(visit: Open, catalogue):
    window = visit(**PHONE)
    reader = Reader(window.page, "ar")
    window.context.route("https://**/*", lambda route: route.fulfill(body="<title>player</title>"))
    window.open(embed_story(catalogue)).wait_for_timeout(300)
    window.assert_nothing_amiss()
    assert window.page.locator("iframe").count() == 0
    window.page.get_by_role("button", name=reader.words.load_here).click()
    expect(window.page.locator("iframe")).to_have_attribute("src", "https://www.youtube.com/embed/warraq0test")
    assert window.violations() == []
    assert window.strangers == ["https://www.youtube.com/embed/warraq0test"]


def test_without_scripts_an_embed_is_a_link(visit: Open, catalogue):
    window = visit(scripts=False, **PHONE)
    window.open(embed_story(catalogue))
    assert window.page.get_by_role("button", name=Reader(window.page, "ar").words.load_here).count() == 0
    assert window.page.get_by_role("main").get_by_role("link").filter(has_text="افتحه").count() == 1


# --- paper and keyboard ---


def test_on_paper_a_story_is_its_text(visit: Open, catalogue):
    window = visit(**DESKTOP)
    reader = Reader(window.page, "ar")
    window.open(story_in_dossier(catalogue, "ar"))
    window.page.emulate_media(media="print", color_scheme="dark")
    expect(reader.headline).to_be_visible()
    expect(window.page.locator(".body p").first).to_be_visible()
    for unwanted in (reader.menu, window.page.get_by_role("contentinfo"), window.page.locator(".tools")):
        expect(unwanted).not_to_be_visible()
    assert window.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@EDITIONS
def test_a_keyboard_reaches_the_text_first_and_shows_where_it_is(visit: Open, edition):
    window = visit(**DESKTOP)
    reader = Reader(window.page, edition)
    window.open(reader.words.home)
    window.page.keyboard.press("Tab")
    skip = window.page.get_by_role("link", name=reader.words.skip)
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    window.page.keyboard.press("Enter")
    expect(reader.main).to_be_focused()
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.closest('main') !== null")


def test_whatever_has_the_focus_is_outlined(visit: Open, catalogue):
    window = visit(**DESKTOP)
    window.open(story_in_dossier(catalogue, "ar"))
    for _ in range(30):
        window.page.keyboard.press("Tab")
        words = window.page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
        assert window.page.evaluate(IS_OUTLINED), words
