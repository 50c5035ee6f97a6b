"""A moderator's quarter of an hour in the Arabic newsroom, in a real browser: by keyboard, and without scripts."""

import json
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

LEAST_TIME = 3.5  # seconds: whoever sends a comment sooner is held for that


@pytest.fixture
def sign_in(visit: Callable[..., Visit]) -> Callable[..., Newsroom]:
    def open_newsroom(**options) -> Newsroom:
        newsroom = Newsroom(visit(**options))
        newsroom.sign_in()
        return newsroom

    return open_newsroom


class Queue:
    """The comments on one story, as a moderator at the keyboard sees them."""

    def __init__(self, desk: Newsroom, story: int) -> None:
        self.desk, self.page = desk, desk.page
        self.address = f"/newsroom/moderation/?story={story}&order=newest"
        desk.window.open(self.address)

    def row(self, words: str) -> Locator:
        return self.page.get_by_role("article").filter(has_text=words)

    @property
    def focused(self) -> Locator:
        return self.page.locator("article:focus")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def expect_said(self, words: str) -> None:
        expect(self.page.locator("[data-moderation-status]")).to_contain_text(words)


def story_of(site: DemoSite) -> int:
    """The last one of the front: others write under the first."""
    return int(re.findall(r'"/news/(\d+)/', site.get("/news/").text)[-1])


def write_comments(site: DemoSite, *texts: str) -> int:
    """Readers write under a story of the news; which."""
    story = story_of(site)
    tickets = [json.loads(site.get(f"/_/comments/{story}/ticket").body) for _text in texts]
    time.sleep(LEAST_TIME)
    for text, ticket in zip(texts, tickets, strict=True):
        data = urllib.parse.urlencode({"name": "قارئة", "text": text, **ticket}).encode()
        headers = {"Accept": "application/json", "Origin": site.url, "Sec-Fetch-Site": "same-origin"}
        with urllib.request.urlopen(urllib.request.Request(f"{site.url}/_/comments/{story}/", data, headers)) as answer:
            assert answer.status == 201
    return story


def named(words: str) -> str:
    """A text that nobody has written yet: the site outlives one test, and texts alike stand as one."""
    return f"{words} {uuid4().hex} {uuid4().hex}"


def assert_accessible(desk: Newsroom, project: Path) -> None:
    desk.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = desk.page.evaluate("axe.run('main').then(result => result.violations)")
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.page.evaluate(width) == 0


def test_a_queue_is_worked_through_by_keyboard(sign_in, site: DemoSite, project):
    first, second, third = (named(words) for words in ("أرى أن المقياس", "ليس المنسوب كما", "اشتروا الآن من"))
    story = write_comments(site, third, second, first)
    desk = sign_in(**DESKTOP)
    queue = Queue(desk, story)
    assert_accessible(desk, project)
    expect(queue.focused).to_contain_text(first)
    # On an Arabic layout the key of J writes ت.
    desk.page.evaluate("""document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'ت', code: 'KeyJ', bubbles: true, cancelable: true}))""")
    expect(queue.focused).to_contain_text(second)
    queue.press("ArrowUp", "a")
    queue.expect_said("قُبل تعليق واحد")
    expect(queue.row(first)).to_have_count(0)
    expect(queue.focused).to_contain_text(second)
    queue.press("r")
    dialog = desk.page.get_by_role("dialog", name="لماذا يُرفض؟")
    expect(dialog).to_be_visible()
    assert_accessible(desk, project)
    dialog.get_by_role("button").first.press("4")
    queue.expect_said("رُفض تعليق واحد")
    expect(queue.focused).to_contain_text(third)
    queue.press("s")
    queue.expect_said("مزعجًا")
    queue.press("u")
    expect(queue.focused).to_contain_text(third)
    queue.press("?")
    expect(desk.page.get_by_role("dialog", name="لوحة المفاتيح")).to_be_visible()
    queue.press("Escape", "x", "s")
    queue.expect_said("مزعجًا")
    desk.window.open(f"{queue.address}&state=rejected")
    expect(queue.row(second)).to_contain_text("لا صلة له بموضوع المادة")
    desk.window.assert_nothing_amiss()


def test_a_comment_that_another_has_decided_stays_and_says_so(sign_in, site: DemoSite):
    words = named("من قرّر أولًا")
    story = write_comments(site, words)
    desk, other = sign_in(**DESKTOP), sign_in(**DESKTOP)
    queue, others = Queue(desk, story), Queue(other, story)
    others.press("r")
    other.page.get_by_role("dialog").get_by_role("button").first.press("1")
    others.expect_said("رُفض")
    queue.press("a")
    queue.expect_said("تغيّر")
    expect(queue.row(words)).to_contain_text("تغيّر في هذه الأثناء")


def test_it_works_on_a_phone_in_the_dark_and_without_scripts(sign_in, site: DemoSite, project):
    words = named("بلا برامج في المتصفح")
    story = write_comments(site, words)
    desk = sign_in(**PHONE, color_scheme="dark")
    queue = Queue(desk, story)
    assert_accessible(desk, project)
    # On a phone the framework's menu lies over the page until its script has drawn it.
    bare = sign_in(scripts=False, **DESKTOP)
    bare.window.open(queue.address)
    row = bare.page.get_by_role("article").filter(has_text=words)
    row.get_by_role("button", name="رفض…").click()
    bare.page.get_by_role("button", name=re.compile("^خارج الموضوع")).click()
    expect(bare.page.get_by_role("article").filter(has_text=words)).to_have_count(0)
    bare.page.get_by_role("button", name="تراجع عن آخر قرار").click()
    expect(bare.page.get_by_role("article").filter(has_text=words)).to_be_visible()
    desk.window.assert_nothing_amiss()
