"""How often stories are read, as editors see it: in a real browser, with reads that pages have told of."""

import re
import urllib.request
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
PATIENCE = 60_000  # until the worker has added what was told


def tell(site: DemoSite, story: str, host: str) -> None:
    """A page view of its own, looked at and read to the end."""
    view, reader = token_hex(8), {"User-Agent": BROWSER, "Accept-Language": token_hex(4)}
    for part in ("open", "end"):
        body = urlencode({"s": story, "v": view, "p": part, "r": host}).encode()
        request = urllib.request.Request(f"{site.url}/_/read", body, reader)
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert answer.status == 204


@pytest.fixture
def story(site: DemoSite) -> str:
    """The number of a story, which has just been read three times."""
    number = re.search(r'"/news/(\d+)/', site.get("/news/").text)[1]
    for host in ("t.co", "t.co", "example.org"):
        tell(site, number, host)
    return number


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Newsroom:
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    return newsroom


def assert_accessible_on_every_screen(desk: Newsroom, project: Path) -> None:
    desk.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    for screen, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        desk.page.set_viewport_size(screen["viewport"])
        desk.page.emulate_media(color_scheme=scheme)
        faults = desk.page.evaluate("axe.run('main').then(result => result.violations)")
        assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desk.page.evaluate(width) == 0


def test_what_is_read_now_comes_in_by_itself_and_leaves_the_focus_alone(desk, site, story, project):
    desk.page.clock.install()
    desk.window.open("/newsroom/reads/now/")
    link = desk.main.locator(f"#reads-stories-{story}")
    hosts = desk.main.get_by_role("region", name="من أين جاء القرّاء")
    pause = desk.main.get_by_role("button", name="أوقف التحديث")

    def look_again() -> None:
        with desk.page.expect_response(re.compile("/reads/now/results/")):
            desk.page.clock.fast_forward(31_000)

    for _second in range(PATIENCE // 1_000):
        if link.count() and hosts.get_by_text("t.co").count():
            break
        look_again()
        desk.page.wait_for_timeout(500)
    expect(hosts).to_contain_text("t.co")
    before = desk.main.get_by_role("definition").first.inner_text()
    desk.main.get_by_text("بالأرقام").click()
    link.focus()
    new = f"{token_hex(4)}.example"
    tell(site, story, new)
    for _second in range(PATIENCE // 1_000):
        if hosts.get_by_text(new).count():
            break
        look_again()
        desk.page.wait_for_timeout(500)
    expect(link).to_be_focused()
    expect(desk.main.get_by_role("table").first).to_be_visible()
    assert desk.main.get_by_role("definition").first.inner_text() != before
    assert_accessible_on_every_screen(desk, project)
    pause.click()
    asked = []
    # The number of notices is asked for on every screen.
    desk.page.on("request", lambda request: asked.append(request.url) if "/reads/" in request.url else None)
    desk.page.clock.fast_forward(61_000)
    expect(desk.main.get_by_role("button", name="تابع التحديث")).to_be_visible()
    assert asked == []
    desk.window.assert_nothing_amiss()


def test_a_storys_editor_leads_to_its_reads(desk, visit, story, project):
    desk.window.open(f"/newsroom/pages/{story}/edit/")
    desk.page.get_by_role("button", name="إظهار القراءات أو إخفاؤها").click()
    desk.page.get_by_role("link", name="كل قراءات هذه المادة").click()
    expect(desk.main.get_by_role("img", name=re.compile("^بالساعة"))).to_be_visible()
    desk.main.get_by_text("بالأرقام").first.click()
    assert_accessible_on_every_screen(desk, project)
    desk.window.assert_nothing_amiss()
    plain = visit(scripts=False, storage_state=desk.window.context.storage_state(), **DESKTOP)
    plain.open(f"/newsroom/reads/stories/{story}/")
    expect(plain.page.get_by_role("main").get_by_text("آخر 24 ساعة")).to_be_visible()
    plain.open("/newsroom/reads/now/")
    expect(plain.page.get_by_role("main").get_by_role("link", name="حدّث الآن")).to_be_visible()
    expect(plain.page.get_by_role("button", name="أوقف التحديث")).to_have_count(0)
