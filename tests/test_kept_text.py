"""No paragraph is lost: line, server, sign-in and disk fail while somebody writes, in a real browser."""

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from warraq.conf.scaffold import scaffold
from warraq.needs import leave_out
from warraq.operations.tests.desk import open_desk
from warraq.operations.tests.disks import NoDisk, filled, small_disk
from warraq.operations.tests.prepared import Prepared
from warraq.operations.tests.running import Server, children, serving, wait_until

from .chromium import DESKTOP, Visit
from .demo_site import PASSWORD
from .newsroom import Newsroom

TEXT = "قاس الحارس منسوب الماء عند الفجر ثم كتب الرقم في دفتره."
LATER = "وفي المساء عاد فوجد أن الماء ارتفع إصبعين."
NOT_SENT = "محفوظ في هذا المتصفح ولم يُرسل بعد"
DISK = 400  # megabytes


class Site:
    """A site of these tests alone, since it is killed and its disk is filled; always at the same address."""

    def __init__(self, place: Path) -> None:
        self.place, self.stack = place, ExitStack()
        self.server: Server
        self.sections: list[int] = []

    def start(self, **words: str) -> None:
        self.server = self.stack.enter_context(serving(self.place, WARRAQ_ADMIN_PASSWORD=PASSWORD, **words))

    def kill(self) -> None:
        """As a power cut would: every process of the site at once, without a word."""
        for process in (self.server.process.pid, *self._below(self.server.process.pid)):
            os.kill(process, signal.SIGKILL)
        self.server.process.wait()

    def _below(self, process: int) -> list[int]:
        found = sorted(children(process))
        return [*found, *(one for child in found for one in self._below(child))]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the site is; `disk` in it says that its data are on a small disk of their own."""
    place = tmp_path_factory.mktemp("kept")
    scaffold(place)
    (place / "data").mkdir(exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(small_disk(place / "data", DISK))
            (place / "disk").touch()
        except NoDisk:
            pass
        yield place


@pytest.fixture(scope="module")
def own_site(place: Path, prepared: Prepared) -> Iterator[Site]:
    prepared.lay_all(place / "data")
    site = Site(place)
    site.start()
    try:
        with open_desk(place) as desk:
            site.sections = desk.do("furnish")["sections"]
        yield site
    finally:
        site.stack.close()


@pytest.fixture
def desk(own_site: Site, browser: Browser) -> Iterator[Newsroom]:
    newsroom = Newsroom(Visit(browser, own_site.url, **DESKTOP))
    newsroom.sign_in()
    yield newsroom
    newsroom.window.close()


def start_story(desk: Newsroom, site: Site, headline: str) -> None:
    """A story that has been saved by itself once."""
    open_form(desk.page, site)
    desk.field("العنوان").fill(headline)
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/$"))
    desk.page.evaluate(COUNT)


def open_form(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/newsroom/pages/add/stories/storypage/{site.sections[0]}/")
    watched(page)


def watched(page: Page) -> None:
    """Wagtail looks after the form once its widgets have come to rest."""
    page.wait_for_selector("#page-edit-form [name=kept_copy]", state="attached")


COUNT = """() => {
    window.saves = 0;
    document.addEventListener('w-autosave:success', () => { window.saves += 1; });
}"""
COPIES = """() => new Promise((resolve) => {
    const opening = indexedDB.open('warraq-kept', 1);
    opening.onsuccess = () => {
        const asked = opening.result.transaction('copies').objectStore('copies').getAll();
        asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result.map((copy) => ({...copy, sealed: new TextDecoder().decode(copy.sealed.bytes)})));
        };
    };
})"""


def copies(page: Page) -> list[dict]:
    return page.evaluate(COPIES)


def bar(desk: Newsroom) -> Locator:
    return desk.page.locator(".kept[role=status]")


def offer(desk: Newsroom) -> Locator:
    return desk.page.locator(".kept--found")


def bring_back(desk: Newsroom) -> None:
    with desk.page.expect_navigation():
        offer(desk).get_by_role("button", name="أعد النص").click()


def expect_stored(desk: Newsroom, *words: str) -> None:
    """The server has it: a window that has never seen this browser's copies shows it."""
    desk.page.goto(desk.page.url)
    watched(desk.page)
    values = desk.page.evaluate("[...new FormData(document.getElementById('page-edit-form'))].map(String).join('\\n')")
    decoded = values + json.dumps(values)
    assert all(word in decoded for word in words), values


# --- the line --------------------------------------------------------------------------------------------------------


def test_what_is_written_without_a_line_is_sent_once_there_is_one(desk, own_site):
    start_story(desk, own_site, "قراءة بلا شبكة")
    desk.window.context.set_offline(True)
    desk.field("المقدمة").fill(TEXT)
    expect(bar(desk)).to_contain_text(NOT_SENT)
    assert len(copies(desk.page)) == 1
    desk.window.context.set_offline(False)
    expect(bar(desk)).to_contain_text("نصك كله على الخادم")
    desk.window.wait_until(lambda: copies(desk.page) == [], "an empty store")
    expect_stored(desk, TEXT)


def test_a_tab_closed_without_a_line_is_offered_back(desk, own_site):
    start_story(desk, own_site, "لسان أُغلق")
    address = desk.page.url
    desk.window.context.set_offline(True)
    desk.field("المقدمة").fill(TEXT)
    desk.write_paragraph(LATER)
    expect(bar(desk)).to_contain_text(NOT_SENT)
    desk.page.close()
    desk.window.context.set_offline(False)
    desk.page = desk.window.page = desk.window.context.new_page()
    desk.page.goto(address)
    expect(offer(desk)).to_contain_text("لم يصل إلى الخادم")
    offer(desk).get_by_role("button", name="أظهر الفرق").click()
    expect(offer(desk).locator("ins")).to_have_text([TEXT, LATER])
    bring_back(desk)
    expect_stored(desk, TEXT, LATER)
    assert copies(desk.page) == []


def test_a_page_that_was_never_saved_is_offered_back_on_the_first_page_and_in_its_form(desk, own_site):
    open_form(desk.page, own_site)
    desk.window.context.set_offline(True)
    desk.field("العنوان").fill("مادة لم تُحفظ قط")
    desk.field("المقدمة").fill(TEXT)
    expect(bar(desk)).to_contain_text(NOT_SENT)
    desk.page.close()
    desk.window.context.set_offline(False)
    desk.page = desk.window.page = desk.window.context.new_page()
    desk.page.goto(f"{own_site.url}/newsroom/")
    offer(desk).get_by_role("link", name="مادة لم تُحفظ قط").click()
    bring_back(desk)
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/$"))
    expect_stored(desk, "مادة لم تُحفظ قط", TEXT)
    assert copies(desk.page) == []


def test_what_somebody_saved_meanwhile_stays_and_is_shown_beside(desk, own_site, browser):
    start_story(desk, own_site, "مادة ليدين")
    address = desk.page.url
    desk.window.context.set_offline(True)
    desk.field("المقدمة").fill(TEXT)
    expect(bar(desk)).to_contain_text(NOT_SENT)
    desk.page.close()
    other = Newsroom(Visit(browser, own_site.url, **DESKTOP))
    other.sign_in()
    other.page.goto(address)
    watched(other.page)
    other.page.evaluate(COUNT)
    other.field("المقدمة").fill(LATER)
    other.window.wait_until(lambda: other.page.evaluate("window.saves"), "a save")
    other.window.close()
    desk.window.context.set_offline(False)
    desk.page = desk.window.page = desk.window.context.new_page()
    desk.page.goto(address)
    expect(offer(desk)).to_contain_text("حُفظت الصفحة مرة أخرى بعد ذلك")
    offer(desk).get_by_role("button", name="أظهر الفرق").click()
    expect(offer(desk).locator("ins")).to_have_text([TEXT])
    expect(offer(desk).locator("del")).to_have_text([LATER])
    bring_back(desk)
    expect_stored(desk, TEXT)


# --- the server ------------------------------------------------------------------------------------------------------


def test_a_server_killed_while_somebody_writes_gets_the_text_when_it_is_back(desk, own_site):
    start_story(desk, own_site, "خادم قُتل")
    port = own_site.server.port
    own_site.kill()
    desk.field("المقدمة").fill(TEXT)
    desk.write_paragraph(LATER)
    expect(bar(desk)).to_contain_text(NOT_SENT)
    own_site.start(PORT=str(port))
    expect(bar(desk)).to_contain_text("نصك كله على الخادم", timeout=200_000)
    desk.window.wait_until(lambda: copies(desk.page) == [], "an empty store")
    expect_stored(desk, TEXT, LATER)


def test_a_full_disk_is_told_as_such_and_takes_no_text(desk, own_site, place):
    if not (place / "disk").exists():
        leave_out("a disk of its own needs root")
    start_story(desk, own_site, "قرص امتلأ")
    with filled(place / "data"):
        desk.field("المقدمة").fill(TEXT + LATER * 400)
        expect(bar(desk)).to_contain_text(NOT_SENT)
        expect(bar(desk)).to_contain_text("لم يبقَ متسع على قرص الخادم")
    expect(bar(desk)).to_contain_text("نصك كله على الخادم", timeout=200_000)
    expect_stored(desk, TEXT, LATER)


# --- who is signed in ------------------------------------------------------------------------------------------------


def test_a_session_that_was_ended_is_begun_again_in_another_tab(desk, own_site):
    start_story(desk, own_site, "جلسة انتهت")
    desk.window.context.clear_cookies()
    desk.field("المقدمة").fill(TEXT)
    expect(bar(desk)).to_contain_text("انتهت جلستك")
    with desk.window.context.expect_page() as opened:
        bar(desk).get_by_role("link", name="سجّل الدخول").click()
    again = opened.value
    again.get_by_role("textbox", name="اسم المستخدم").fill("editor")
    again.get_by_role("textbox", name="كلمة المرور").fill(PASSWORD)
    again.get_by_role("button", name="تسجيل الدخول", exact=True).click()
    expect(again.get_by_role("main")).to_contain_text("أغلق هذا اللسان")
    again.close()
    expect(bar(desk)).to_contain_text("نصك كله على الخادم")
    expect_stored(desk, TEXT)


def test_a_copy_is_sealed_and_goes_when_its_owner_signs_out(desk, own_site):
    start_story(desk, own_site, "حاسوب مشترك")
    address = desk.page.url
    desk.window.context.set_offline(True)
    desk.field("المقدمة").fill(TEXT)
    expect(bar(desk)).to_contain_text(NOT_SENT)
    (copy,) = copies(desk.page)
    assert TEXT not in json.dumps(copy, ensure_ascii=False)
    desk.page.close()
    desk.window.context.set_offline(False)
    desk.page = desk.window.page = desk.window.context.new_page()
    desk.page.goto(f"{own_site.url}/newsroom/logout/")
    asked: list[str] = []
    desk.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    desk.page.get_by_role("button", name="تسجيل الخروج").click()
    desk.page.wait_for_url("**/login/")
    assert "لم يُرسل" in asked[0]
    assert copies(desk.page) == []
    desk.sign_in()
    desk.page.goto(address)
    watched(desk.page)
    assert offer(desk).count() == 0


def test_a_copy_goes_when_the_page_has_been_published(desk, own_site):
    start_story(desk, own_site, "مادة نُشرت")
    desk.write_paragraph(TEXT)
    desk.publish()
    desk.expect_message("مادة نُشرت")
    wait_until(lambda: copies(desk.page) == [], "an empty store", 20)
