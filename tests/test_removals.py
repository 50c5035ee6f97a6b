"""An editor takes a story away for good, and a reader is told so, in a real browser."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from .catalogue import encoded
from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

TEXT = "وصلت قراءة المقياس عند الجسر القديم هذا الصباح أعلى من معدلها بثلاثة سنتيمترات."
REASON = "سُحبت المادة بطلب من صاحب القياس."


def faults_of(page: Page, project: Path, part: str) -> list[tuple[str, str]]:
    page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = page.evaluate(f"axe.run('{part}').then(result => result.violations)")
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults]


def wait_for(site: DemoSite, address: str, status: int) -> None:
    """Until the worker has followed."""
    until = time.monotonic() + 60
    while (answer := site.get(encoded(address))).status != status:
        assert time.monotonic() < until, answer.status
        time.sleep(0.2)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE | {"color_scheme": "dark"}], ids=["desktop", "phone in the dark"])
def test_a_story_taken_away_for_good_says_so_to_its_readers(
    visit: Callable[..., Visit], site: DemoSite, project: Path, screen
):
    desk = Newsroom(visit(**DESKTOP))
    desk.sign_in()
    headline = f"قراءة تُسحب {uuid4().hex[:6]}"
    desk.new_story("أخبار")
    desk.field("العنوان").fill(headline)
    desk.write_paragraph(TEXT)
    desk.publish()
    desk.expect_message(headline)
    address = site.address_of(headline)
    number = address.split("/")[2]

    for form in ("delete", "unpublish"):
        desk.window.open(f"/newsroom/pages/{number}/{form}/")
        expect(desk.main.get_by_role("textbox", name="السبب الذي يُعرض للقرّاء")).to_be_visible()
        assert faults_of(desk.page, project, "main") == []
    desk.main.get_by_role("checkbox", name="أبلغ القرّاء ومحركات البحث").check()
    desk.main.get_by_role("textbox", name="السبب الذي يُعرض للقرّاء").fill(REASON)
    with desk.page.expect_event("load"):
        desk.main.locator("form").filter(has=desk.page.get_by_role("checkbox")).get_by_role("button").last.click()
    wait_for(site, address, 410)

    reader = visit(**screen)
    reader.open(address)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("أُزيلت هذه الصفحة")
    expect(reader.page.get_by_role("main")).to_contain_text(REASON)
    assert faults_of(reader.page, project, "html") == []
    assert reader.violations() == []
    desk.open_menu("صفحات أُزيلت")
    expect(desk.main.get_by_role("table")).to_contain_text(headline)
