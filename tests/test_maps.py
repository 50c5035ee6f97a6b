"""A reader and a map in a real browser: through time, closer, by layers; by keyboard, by touch and without scripts."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from .catalogue import EDITIONS, Catalogue
from .chromium import DESKTOP, PHONE, Visit

Open = Callable[..., Visit]
OVERLAPS = """() => {
    const boxes = [...document.querySelectorAll('.map__names text')].filter(text => text.checkVisibility())
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    const found = [];
    boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1) found.push(`${one} ${other}`);
    }));
    return found;
}"""
VIEW = "document.querySelector('[data-sheet] svg').getAttribute('viewBox').split(' ').map(Number)"


def shown(page: Page) -> int:
    return page.locator(".events > li:visible").count()


def marks(page: Page) -> int:
    return page.locator("a.map__mark:visible").count()


def map_of(visit: Open, catalogue: Catalogue, edition: str = "ar", **options: object) -> Visit:
    window = visit(**options)
    window.open(catalogue.first("map", edition).path)
    return window


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_name_on_the_map_covers_another_nor_stands_outside(visit: Open, catalogue, edition, screen):
    window = map_of(visit, catalogue, edition, **screen)
    assert window.page.locator(".map__names text:visible").count() > 4
    assert window.page.evaluate(OVERLAPS) == []
    window.page.get_by_role("group").last.focus()
    window.page.keyboard.press("+")
    assert window.page.evaluate(OVERLAPS) == []
    assert window.shift() <= 0.01
    window.assert_nothing_amiss()


def test_the_slider_goes_through_time_by_keyboard_and_the_address_keeps_the_day(visit: Open, catalogue):
    window = map_of(visit, catalogue, **DESKTOP)
    page = window.page
    every = shown(page)
    assert every == 14
    slider = page.get_by_role("slider")
    slider.press("Home")
    expect(page.locator(".events > li:visible")).to_have_count(1)
    assert marks(page) == 1
    assert slider.get_attribute("aria-valuetext")
    # Read from the right, the way to what is newer is the left.
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    seen = shown(page)
    assert 1 <= seen < every
    assert "#at=" in page.url
    page.reload()
    expect(page.locator(".events > li:visible")).to_have_count(seen)
    slider.press("End")
    expect(page.locator(".events > li:visible")).to_have_count(every)
    assert "#" not in page.url
    window.assert_nothing_amiss()


def test_the_year_plays_and_stops_at_its_end(visit: Open, catalogue):
    window = map_of(visit, catalogue, **PHONE)
    page = window.page
    every = shown(page)
    play = page.get_by_role("button", name="تشغيل")
    play.click()
    expect(page.get_by_role("button", name="إيقاف")).to_be_visible()
    assert shown(page) < every
    page.get_by_role("button", name="إيقاف").click()
    expect(play).to_be_visible()


def test_a_map_comes_closer_and_moves_by_keyboard_and_stays_within_its_edges(visit: Open, catalogue):
    window = map_of(visit, catalogue, **DESKTOP)
    page = window.page
    whole = page.evaluate(VIEW)
    names = page.locator(".map__names text:visible").count()
    sheet = page.locator("[data-sheet]")
    sheet.press("+")
    near = page.evaluate(VIEW)
    assert near[2] == whole[2] / 2
    assert page.locator(".map__names > g:visible").count() >= names
    for _ in range(30):
        sheet.press("ArrowRight")
    x, _y, width, _height = page.evaluate(VIEW)
    assert x + width <= whole[2] + 0.01
    sheet.press("0")
    assert page.evaluate(VIEW) == whole
    page.get_by_role("button", name="تقريب").click()
    assert page.evaluate(VIEW)[2] == whole[2] / 2


def test_two_fingers_bring_a_map_closer_and_one_moves_it(visit: Open, catalogue):
    window = map_of(visit, catalogue, **PHONE)
    page = window.page
    page.locator("[data-sheet]").scroll_into_view_if_needed()
    box = page.locator("[data-sheet] svg").bounding_box()
    hand = page.context.new_cdp_session(page)
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def touch(kind: str, *distances: float) -> None:
        points = [{"x": middle[0] + apart, "y": middle[1], "id": n} for n, apart in enumerate(distances)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    whole = page.evaluate(VIEW)
    page.get_by_role("button", name="تقريب").click()
    near = page.evaluate(VIEW)
    assert near[2] < whole[2]
    touch("touchStart", -20, 20)
    touch("touchMove", -60, 60)
    touch("touchEnd")
    nearer = page.evaluate(VIEW)
    assert nearer[2] < near[2]
    touch("touchStart", 0)
    touch("touchMove", 50)
    touch("touchEnd")
    assert page.evaluate(VIEW)[0] < nearer[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_layer_is_left_out_on_the_map_and_in_the_list(visit: Open, catalogue, scripts):
    window = map_of(visit, catalogue, scripts=scripts, **DESKTOP)
    page = window.page
    every, all_marks = shown(page), marks(page)
    page.get_by_role("checkbox", name="تدريب").uncheck()
    assert shown(page) < every
    assert marks(page) < all_marks
    page.get_by_role("checkbox", name="تدريب").check()
    assert (shown(page), marks(page)) == (every, all_marks)


def test_without_scripts_the_map_stands_at_its_latest_state_beside_its_list(visit: Open, catalogue):
    window = map_of(visit, catalogue, scripts=False, **PHONE)
    page = window.page
    expect(page.get_by_role("slider")).not_to_be_visible()
    expect(page.get_by_role("button", name="تقريب")).not_to_be_visible()
    assert shown(page) == 14
    assert page.locator("path.map__area:visible").count() == 1
    first = page.locator("a.map__mark:visible").first
    target = first.get_attribute("href")
    first.click(force=True)
    assert page.url.endswith(target)
    expect(page.locator(target)).to_be_in_viewport()


class OtherSite(BaseHTTPRequestHandler):
    """A page of another origin on this machine: a browser lets no other site near one that runs here."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *args: object) -> None:
        pass


def test_a_map_stands_in_a_sandboxed_frame_of_another_site(visit: Open, catalogue, site):
    number = catalogue.first("map").path.split("/")[2]
    source = f"{site.url}/embed/maps/{number}/"
    page = f'<iframe sandbox="allow-scripts" src="{source}" width="700" height="800"></iframe>'.encode()
    window = visit(**DESKTOP)
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (OtherSite,), {"page": page})) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        window.page.goto(f"http://127.0.0.1:{other.server_port}/")
        frame = window.page.frame_locator("iframe")
        expect(frame.locator(".events > li").first).to_be_visible()
        frame.get_by_role("slider").press("Home")
        expect(frame.locator(".events > li:visible")).to_have_count(1)
        other.shutdown()
