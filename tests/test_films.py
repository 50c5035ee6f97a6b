"""Films in a real browser: played with captions in the size the line bears, sent in pieces, captions written."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from warraq.films.tests.sample import film_bytes
from warraq.needs import leave_out
from warraq.operations.tests.running import environment

from .chromium import Visit
from .demo_site import PROJECT, DemoSite
from .newsroom import Newsroom

Open = Callable[..., Visit]
NO_LISTS = """
const canPlay = HTMLMediaElement.prototype.canPlayType;
HTMLMediaElement.prototype.canPlayType = function (type) {
    return /mpegurl/i.test(type) ? "" : canPlay.call(this, type);
};
"""
SHOWN = """() => {
    const video = document.querySelector("video");
    const track = [...video.textTracks].find(({ kind, mode }) => kind === "captions" && mode === "showing");
    const words = [...(track?.activeCues ?? [])].map((cue) => cue.text);
    return { at: video.currentTime, words, source: video.currentSrc };
}"""


@pytest.fixture(scope="module")
def address(site: DemoSite) -> str:
    if site.folder is None:
        leave_out("the site's files are not known: it was started by somebody else")
    command = [sys.executable, "-m", "tests.film_page"]
    done = subprocess.run(command, env=environment(site.folder), cwd=PROJECT, check=True, stdout=subprocess.PIPE)
    return quote(done.stdout.decode().strip())


def come_to(page: Page, seconds: float) -> None:
    page.wait_for_function("(at) => document.querySelector('video').currentTime >= at", arg=seconds)


def play(page: Page, until: float) -> dict:
    """Start the film and wait until it has come to this second."""
    page.evaluate(
        "() => { const video = document.querySelector('video'); video.muted = true; video.play().catch(() => null); }"
    )
    come_to(page, until)
    return page.evaluate(SHOWN)


def test_a_film_plays_to_the_third_second_with_arabic_captions(visit: Open, address):
    window = visit()
    page = window.open(address)
    assert page.evaluate("document.querySelector('video').paused")
    shown = play(page, 3)
    assert shown["words"] == ["تصل القوارب"]
    assert shown["source"].endswith("/master.m3u8")
    assert page.evaluate("getComputedStyle(document.querySelector('video')).direction") == "rtl"
    window.assert_nothing_amiss()


def test_where_the_browser_knows_no_lists_a_script_plays_the_sizes(visit: Open, address):
    window = visit()
    window.context.add_init_script(NO_LISTS)
    loaded: list[str] = []
    window.page.on("request", lambda request: loaded.append(request.url))
    page = window.open(address)
    assert not any("hls" in url for url in loaded)
    shown = play(page, 3)
    assert shown["words"] == ["تصل القوارب"]
    assert shown["source"].startswith("blob:")
    assert any(url.endswith("/180.mp4") for url in loaded)
    window.assert_nothing_amiss()


def test_a_chapter_leads_to_its_moment(visit: Open, address):
    page = visit().open(address)
    page.get_by_role("link", name="القوارب").first.click()
    come_to(page, 3)
    expect(page.locator(".chapters [aria-current]")).to_contain_text("القوارب")
    assert page.url.endswith("#t=3")


def test_the_address_of_a_moment_opens_the_film_there_and_waits(visit: Open, address):
    page = visit().open(f"{address}#t=3")
    assert page.evaluate("document.querySelector('video').currentTime") == 3
    assert page.evaluate("document.querySelector('video').paused")


def test_without_scripts_the_film_its_downloads_and_its_chapters_are_links(visit: Open, address, site: DemoSite):
    page = visit(scripts=False).open(address)
    expect(page.locator("video[controls]")).to_be_visible()
    chapter = page.locator(".chapters a").last.get_attribute("href")
    assert re.fullmatch(r"/media/films/\d+/\w+/film-180\.mp4#t=3", chapter)
    answer = site.get(chapter.partition("#")[0])
    assert (answer.status, answer.headers["content-type"]) == (200, "video/mp4")


def test_a_film_opened_by_its_own_address_plays_from_the_moment_it_names(visit: Open, address):
    page = visit().open(address)
    # With scripts the link moves the film on the page; here it is followed as without.
    page.goto(page.locator(".chapters a").last.get_attribute("href"))
    come_to(page, 3)


def test_pieces_of_a_film_are_sent_by_range_and_kept_for_ever(site: DemoSite, address):
    playlist = re.search(r'<source src="(\S+/)master\.m3u8"', site.get(address).text)
    answer = site.get(f"{playlist[1]}180.m3u8")
    assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert "immutable" in answer.headers["cache-control"]
    assert "180.mp4" in answer.text


# --- in the newsroom


@pytest.fixture
def newsroom(visit: Open) -> Newsroom:
    editor = Newsroom(visit())
    editor.sign_in()
    return editor


def test_a_film_whose_line_breaks_goes_on_where_it_was(newsroom: Newsroom, tmp_path: Path):
    film = tmp_path / "النهر.mp4"
    film.write_bytes(film_bytes(seconds=8))
    page = newsroom.page
    sent: list[int] = []

    def break_once(route):
        sent.append(int(route.request.headers["upload-offset"]))
        route.abort() if len(sent) == 2 else route.continue_()

    page.route(re.compile("/films/uploads/.+"), lambda route: _only("PATCH", route, break_once))
    newsroom.window.open("/newsroom/snippets/media/video/add/")
    # Pieces of a few kilobytes, so that a small film has many.
    page.evaluate("document.querySelector('[data-film-upload]').dataset.piece = 8192")
    newsroom.main.locator("input[type=file]").set_input_files(str(film))
    expect(page.locator("[data-film-state]")).to_contain_text("كاملًا")
    assert sent[:3] == [0, 8192, 8192]
    assert sent == sorted(sent)
    newsroom.field("العنوان").fill("النهر بعد الفجر")
    newsroom.send("حفظ")
    newsroom.open_menu("ملفات الفيديو")
    expect(newsroom.main).to_contain_text("النهر بعد الفجر")


def _only(method: str, route, act) -> None:
    act(route) if route.request.method == method else route.continue_()


def test_what_is_no_film_is_refused_where_it_was_chosen(newsroom: Newsroom, tmp_path: Path):
    page = tmp_path / "film.mp4"
    page.write_bytes(b"<!doctype html><script>alert(1)</script>")
    newsroom.window.open("/newsroom/snippets/media/video/add/")
    newsroom.main.locator("input[type=file]").set_input_files(str(page))
    expect(newsroom.page.locator("[data-film-state]")).to_contain_text("تعذّرت قراءة")


def test_captions_are_written_beside_the_film_by_keys(newsroom: Newsroom, address, site: DemoSite):
    number = re.search(r"/films/(\d+)/", site.get(address).text)[1]
    page = newsroom.window.open(f"/newsroom/films/{number}/captions/ar/")
    cues = page.locator(".cue")
    expect(cues).to_have_count(2)
    page.evaluate("document.querySelector('.cues video').currentTime = 5.6")
    come_to(page, 5.6)
    page.keyboard.press("Alt+n")
    expect(cues).to_have_count(3)
    page.keyboard.type("يعود الصيادون")
    cues.nth(1).get_by_role("textbox", name="ما يُقال").click()
    page.keyboard.press("Home")
    page.keyboard.press("Control+ArrowLeft")
    cues.nth(1).get_by_role("button", name="قسّم").click()
    expect(cues).to_have_count(4)
    newsroom.send("حفظ")
    newsroom.expect_message("4")
    written = page.locator("[data-cues-text]").input_value()
    assert "00:00:05.600 --> 00:00:06.0" in written
    assert "يعود الصيادون" in written
    assert re.search(r"-->.*\nتصل\n", written)
