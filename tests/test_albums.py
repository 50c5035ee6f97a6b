"""Albums in a real browser: by touch, by address, by itself and on paper; pictures as large as pages need them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .catalogue import Catalogue
from .chromium import DESKTOP, PHONE, Visit
from .reader import Reader

Open = Callable[..., Visit]
EDITIONS = pytest.mark.parametrize("edition", ["ar", "en"])
# What `sizes` promises in this window beside what the style sheet makes of it, for every picture that is shown.
PROMISED_AND_SHOWN = """() => [...document.querySelectorAll('picture img')].map(img => {
  const offer = img.parentElement.querySelector('source[sizes]') ?? img;
  const sizes = offer.getAttribute('sizes');
  if (!sizes || !img.offsetWidth) return null;
  const part = sizes.split(/,\\s*(?![^(]*\\))/).map(text => text.match(/^(?:(\\(.*?\\))\\s+)?(.*)$/))
    .find(([, media]) => !media || matchMedia(media).matches);
  const ruler = document.createElement('div');
  ruler.style.inlineSize = part[2];
  ruler.style.position = 'absolute';
  document.body.append(ruler);
  const promised = ruler.offsetWidth;
  ruler.remove();
  return [sizes, promised, img.offsetWidth];
}).filter(Boolean)"""
PAGES = ["home", "section", "story", "albums", "album", "dossiers", "dossier", "videos"]


def opened(visit: Open, catalogue: Catalogue, edition: str, fragment: str = "", **options) -> tuple[Visit, Reader]:
    """An album in a window in which nothing has to be waited for."""
    window = visit(reduced_motion="reduce", **(options or DESKTOP))
    window.open(catalogue.first("album", edition).path + fragment)
    return window, Reader(window.page, edition)


def swipe(page: Page, across: int) -> None:
    """A finger over the middle of the screen, so many pixels to the right."""
    session = page.context.new_cdp_session(page)
    x, y = 195, 420
    for step in range(11):
        kind = "touchStart" if step == 0 else "touchMove"
        point = {"x": x + across * step / 10, "y": y}
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


# --- touch ---


@EDITIONS
def test_a_swipe_goes_the_way_of_reading(visit: Open, catalogue, edition):
    window, reader = opened(visit, catalogue, edition, **PHONE)
    onward = 160 if reader.words.direction == "rtl" else -160
    reader.pictures().first.tap()
    reader.expect_place(1)
    swipe(window.page, onward)
    reader.expect_place(2)
    swipe(window.page, -onward)
    reader.expect_place(1)
    window.assert_nothing_amiss()


# --- the address of a picture ---


@EDITIONS
def test_the_address_of_a_picture_opens_it(visit: Open, catalogue, edition):
    window, reader = opened(visit, catalogue, edition, "#picture-2")
    reader.expect_place(2)
    window.page.keyboard.press("Escape")
    expect(reader.viewer).to_have_count(0)
    expect(reader.pictures().nth(1)).to_be_focused()
    assert "#" not in window.page.url


def test_an_address_of_no_picture_opens_the_page(visit: Open, catalogue):
    window, reader = opened(visit, catalogue, "ar", "#picture-999")
    expect(reader.headline).to_be_visible()
    expect(reader.viewer).to_have_count(0)
    window.assert_nothing_amiss()


def test_the_address_follows_and_back_closes(visit: Open, catalogue):
    window, reader = opened(visit, catalogue, "ar")
    page = window.page
    before = page.url
    reader.pictures().first.focus()
    page.keyboard.press("Enter")
    reader.expect_place(1)
    page.keyboard.press("ArrowLeft")
    reader.expect_place(2)
    assert page.url == f"{before}#picture-2"
    page.go_back()
    expect(reader.viewer).to_have_count(0)
    expect(reader.pictures().nth(1)).to_be_focused()
    assert page.url == before


def test_closing_leaves_nothing_behind_in_the_history(visit: Open, catalogue):
    window, reader = opened(visit, catalogue, "ar")
    page = window.page
    before = page.url
    reader.pictures().nth(2).click()
    reader.expect_place(3)
    reader.viewer.get_by_role("button", name=reader.words.close).click()
    expect(reader.viewer).to_have_count(0)
    expect(reader.pictures().nth(2)).to_be_focused()
    page.wait_for_url(before)
    window.assert_nothing_amiss()


# --- by itself ---


def test_the_slide_show_runs_only_when_asked_and_ends_at_a_key(visit: Open, catalogue):
    window, reader = opened(visit, catalogue, "ar")
    page = window.page
    page.clock.install()
    page.reload()
    reader.pictures().first.click()
    reader.expect_place(1)
    page.clock.run_for(12_000)
    reader.expect_place(1)
    reader.viewer.get_by_role("button", name="ابدأ عرض الشرائح").click()
    page.clock.run_for(5_500)
    reader.expect_place(2)
    page.keyboard.press("ArrowLeft")
    page.clock.run_for(500)
    reader.expect_place(3)
    page.clock.run_for(12_000)
    reader.expect_place(3)
    expect(reader.viewer.get_by_role("button", name="ابدأ عرض الشرائح")).to_be_visible()


def test_it_can_be_stopped_by_its_button(visit: Open, catalogue):
    window, reader = opened(visit, catalogue, "ar")
    reader.pictures().first.click()
    reader.viewer.get_by_role("button", name="ابدأ عرض الشرائح").click()
    reader.viewer.get_by_role("button", name="أوقف عرض الشرائح").click()
    expect(reader.viewer.get_by_role("button", name="ابدأ عرض الشرائح")).to_be_visible()
    window.assert_nothing_amiss()


# --- on paper ---


def test_on_paper_an_album_is_a_contact_sheet(visit: Open, catalogue):
    window, reader = opened(visit, catalogue, "ar")
    window.page.emulate_media(media="print")
    boxes = [reader.pictures().nth(number).bounding_box() for number in range(4)]
    assert len({round(box["y"]) for box in boxes[:3]}) == 1
    assert boxes[3]["y"] > boxes[0]["y"] + boxes[0]["height"] / 2
    assert boxes[0]["x"] > boxes[1]["x"] > boxes[2]["x"]
    expect(window.page.locator(".album__grid figcaption").first).to_be_visible()
    expect(window.page.locator(".rail--others")).not_to_be_visible()


# --- how large, and when ---


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_pictures_are_fetched_as_large_as_they_are_shown(visit: Open, catalogue, kind, width):
    window = visit(viewport={"width": width, "height": 900})
    page = window.open(catalogue.first(kind, "ar").path)
    wrong = [row for row in page.evaluate(PROMISED_AND_SHOWN) if not 0.85 <= row[1] / row[2] <= 1.25]
    assert wrong == []


@pytest.mark.parametrize("kind", ["home", "story", "album"])
def test_the_first_picture_comes_first_and_the_others_when_they_are_near(visit: Open, catalogue, kind):
    window = visit(**PHONE)
    page = window.open(catalogue.first(kind, "ar").path)
    first = page.locator("main img[fetchpriority=high]")
    expect(first).to_have_count(1)
    expect(first).to_be_in_viewport()
    assert page.locator("main img:not([fetchpriority]):not([loading=lazy])").count() == 0


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_while_the_pictures_of_an_album_come(visit: Open, catalogue, screen):
    window = visit(**screen)
    page = window.open(catalogue.first("album", "ar").path)
    before = window.shift()  # of what scripts put into the masthead
    page.locator("footer").last.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert window.shift() == before < 0.001


def test_a_story_shows_some_pictures_of_an_album_and_how_many_it_has(visit: Open, catalogue):
    window = visit(**PHONE)
    story = next(page.path for page in catalogue.of("story") if page.tree.select(".figure__pictures"))
    teaser = window.open(story).locator("figure", has=window.page.locator(".figure__pictures"))
    assert teaser.locator("img").count() == 4
    expect(teaser.locator(".pill")).to_contain_text("صور")
    with window.page.expect_navigation():
        teaser.get_by_role("link").click()
    expect(Reader(window.page, "ar").pictures().first).to_be_visible()
