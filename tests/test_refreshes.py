"""After a publish the editor sees which pages were refreshed and when, in a real browser with the real worker."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .catalogue import encoded
from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

DONE = re.compile(r"\d+ (صفحة|صفحات)، ([\d.]+ ثانية|دقيقة|دقيقتين|\d+ دقائق)")
# The demo's pictures are still drawn in other sizes for a while, and each touches the pages that show it.
PATIENCE = 300_000


@pytest.fixture
def sign_in(visit: Callable[..., Visit]) -> Callable[..., Newsroom]:
    def open_newsroom(**options) -> Newsroom:
        newsroom = Newsroom(visit(**options))
        newsroom.sign_in()
        return newsroom

    return open_newsroom


def publish_a_story(desk: Newsroom) -> str:
    """A story that readers have gets another headline; which."""
    desk.window.open("/newsroom/stories/?state=live")
    desk.main.get_by_role("table").get_by_role("row").nth(2).get_by_role("link").first.click()
    desk.page.wait_for_url("**/edit/")
    headline = f"عنوان حُدِّث للقرّاء {uuid4().hex[:6]}"
    desk.field("العنوان").fill(headline)
    desk.publish()
    return headline


def look_up(desk: Newsroom, address: str) -> Locator:
    desk.window.open("/newsroom/refreshes/")
    desk.field("عنوان الصفحة").fill(address)
    desk.send("بحث عن العنوان")
    return desk.main.locator("dl")


FAULTS = "axe.run('main').then(result => result.violations)"


def assert_accessible(desk: Newsroom, project: Path) -> None:
    desk.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    for _look in range(10):
        if not (faults := desk.page.evaluate(FAULTS)):
            break
        # Words that are still coming in are paler than they will be.
        desk.page.wait_for_timeout(500)
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.page.evaluate(width) == 0


@pytest.mark.parametrize("screen", [DESKTOP, PHONE | {"color_scheme": "dark"}], ids=["desktop", "phone in the dark"])
def test_the_line_under_a_publish_counts_the_pages_and_leads_to_them(sign_in, site: DemoSite, project, screen):
    desk = sign_in(**DESKTOP)
    headline = publish_a_story(desk)
    desk.page.set_viewport_size(screen["viewport"])
    desk.page.emulate_media(color_scheme=screen.get("color_scheme"))
    messages = desk.main.get_by_role("status").first
    expect(messages).to_contain_text(DONE, timeout=PATIENCE)
    assert_accessible(desk, project)
    messages.get_by_role("link", name="أيّ الصفحات؟").click()
    pages = desk.main.get_by_role("region", name="الصفحات المحدَّثة").get_by_role("link")
    expect(pages.first).to_be_visible()
    addresses = pages.all_inner_texts()
    assert len(addresses) > 3
    stories = [address for address in addresses if re.search(r"/\d+/[^/]+/$", address)]
    assert any(headline in site.get(encoded(address)).text for address in stories)
    assert_accessible(desk, project)
    desk.window.assert_nothing_amiss()


def test_a_page_is_looked_up_by_its_address_and_refreshed_at_once(sign_in, site: DemoSite, project):
    desk = sign_in(**DESKTOP)
    address = re.search(r'href="(/news/\d+/[^"]+)"', site.get("/news/").text)[1]
    facts = look_up(desk, f"{site.url}{address}?utm_source=letter")
    path = unquote(urlsplit(address).path)
    expect(desk.main.get_by_role("heading", name=path)).to_be_visible()
    expect(facts).to_contain_text("gzip, br")
    before = facts.locator("time").first.get_attribute("datetime")
    desk.send("حدِّثها الآن")
    # The page is loaded again by itself once the new copy is in its place.
    desk.page.wait_for_url(lambda url: "asked" not in url, timeout=PATIENCE)
    expect(facts).to_contain_text("محدَّثة")
    assert facts.locator("time").first.get_attribute("datetime") > before
    assert_accessible(desk, project)
    desk.window.assert_nothing_amiss()


def test_another_sites_page_is_refused_with_words(sign_in, project):
    desk = sign_in(**PHONE)
    look_up(desk, "https://elsewhere.example/news/1/")
    expect(desk.main).to_contain_text("elsewhere.example موقع آخر.")
    assert_accessible(desk, project)
    desk.window.assert_nothing_amiss()


def test_without_scripts_the_line_leads_to_the_pages(sign_in, visit, site: DemoSite):
    desk = sign_in(**DESKTOP)
    publish_a_story(desk)
    address = desk.main.get_by_role("status").get_by_role("link", name="أيّ الصفحات؟").get_attribute("href")
    plain = visit(scripts=False, storage_state=desk.window.context.storage_state(), **DESKTOP)
    plain.open(address)
    expect(plain.page.get_by_role("main").get_by_role("table").first).to_contain_text("عُدّل")
