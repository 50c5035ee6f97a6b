"""The front of the Arabic edition arranged in a real browser: by keyboard alone, by two editors, without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

BEFORE = "قبل الاختبار"


def point_in(item: Locator, down: float = 0.5) -> tuple[float, float]:
    """In the middle of its width, so far down."""
    box = item.bounding_box()
    assert box, item
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * down


class Board:
    """The front board as an editor at the keyboard knows it."""

    def __init__(self, desk: Newsroom) -> None:
        self.desk, self.page = desk, desk.page
        desk.window.open("/newsroom/board/")
        desk.main.get_by_role("heading", level=2).get_by_role("link").first.click()
        expect(self.part("الصدارة")).to_be_visible()
        self.address = self.page.url

    def open(self) -> None:
        self.page.goto(self.address)

    def part(self, name: str) -> Locator:
        return self.desk.main.get_by_role("region", name=name, exact=True)

    def headlines(self, name: str) -> list[str]:
        return self.part(name).get_by_role("heading", level=3).all_inner_texts()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def expect_said(self, words: str) -> None:
        expect(self.page.locator("[data-said]")).to_contain_text(words)

    def expect_told(self, words: str) -> None:
        """Without scripts a message stands on the page."""
        expect(self.desk.main.get_by_text(words).first).to_be_visible()

    def story_not_pinned(self) -> Locator:
        """The first of the search rail that is pinned nowhere on the board."""
        on_board = {one.get_attribute("data-story") for one in self.page.locator("[data-parts] [data-pinned]").all()}
        for one in self.page.locator("[data-results] [data-story]").all():
            if one.get_attribute("data-story") not in on_board:
                return one
        raise AssertionError("every story found is pinned already")

    def drag(self, item: Locator, onto: Locator, comes: Locator) -> None:
        """By the pointer, which is let go when the story stands where it is to stand."""
        mouse, heading = self.page.mouse, item.get_by_role("heading")
        heading.scroll_into_view_if_needed()
        x, y = point_in(heading)
        mouse.move(x, y)
        mouse.down()
        # A drag begins when the pointer has gone a little way.
        mouse.move(x, y + 12, steps=4)

        def stands_there() -> bool:
            # What it passes makes room meanwhile, so that the place itself moves.
            onto.scroll_into_view_if_needed()
            mouse.move(*point_in(onto, 0.8), steps=4)
            return comes.count() == 1

        self.desk.window.wait_until(stands_there, "the story dragged to its place")
        mouse.up()

    def find(self, label: str, choice: str) -> None:
        """Narrow the search rail by one of its filters."""
        rail = self.desk.main.get_by_role("complementary", name="ابحث عن مادة")
        rail.get_by_label(f"{label}:", exact=True).select_option(label=choice)

    def expect_found(self, words: str) -> None:
        """Nothing else, and something."""
        found = self.page.locator("[data-results] [data-story]")
        expect(found.first).to_be_visible()
        expect(found.filter(has_not_text=words)).to_have_count(0)
        expect(found.first).to_contain_text(words)

    def publish(self) -> None:
        self.desk.main.get_by_role("button", name="انشر الواجهة").press("Enter")


@pytest.fixture
def sign_in(visit: Callable[..., Visit]) -> Callable[..., Board]:
    def open_board(**options) -> Board:
        newsroom = Newsroom(visit(**options))
        newsroom.sign_in()
        return Board(newsroom)

    return open_board


@pytest.fixture
def board(sign_in: Callable[..., Board]) -> Iterator[Board]:
    """Afterwards the front is what it was: the site outlives a test."""
    board = sign_in(**DESKTOP)
    saved = f"{board.address}saved/"
    board.page.goto(saved)
    board.page.get_by_label("احفظ نسخة العمل باسم").fill(BEFORE)
    board.desk.send("حفظ")
    board.open()
    yield board
    board.page.goto(saved)
    board.page.get_by_role("region", name=BEFORE).get_by_role("button", name="اجعلها نسخة العمل").click()
    expect(board.part("الصدارة")).to_be_visible()
    board.publish()
    board.expect_said("نُشرت")
    board.page.goto(saved)
    board.page.get_by_role("region", name=BEFORE).get_by_role("button", name="حذف").click()
    expect(board.page.get_by_role("region", name=BEFORE)).to_have_count(0)


def assert_accessible(board: Board, project: Path) -> None:
    board.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = board.page.evaluate("axe.run('main').then(result => result.violations)")
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert board.page.evaluate(width) == 0


def test_a_front_is_arranged_by_keyboard_seen_by_a_colleague_and_published(board, sign_in, site: DemoSite, project):
    colleague = sign_in(**DESKTOP)
    found = board.story_not_pinned()
    story = found.get_attribute("data-story")

    found.locator("[data-grip]").focus()
    board.press("Enter")
    board.expect_said("الصدارة، المكان")
    board.press("PageDown")
    board.expect_said("إخترنا لكم، المكان")
    board.press("Escape")
    board.expect_said("أُعيدت إلى مكانها")
    board.press("Enter", "Enter")
    board.expect_said("تثبيت")
    lead = board.page.locator(f"[data-part=lead] [data-story='{story}']")
    expect(lead).to_contain_text("مثبتة")
    assert board.page.evaluate("document.activeElement.closest('[data-story]').dataset.story") == story

    expect(colleague.page.locator(f"[data-part=lead] [data-story='{story}']")).to_be_visible()

    first, second, *_rest = board.headlines("إخترنا لكم")
    board.part("إخترنا لكم").locator("[data-grip]").first.focus()
    board.press("Space", "ArrowDown", "Space")
    board.expect_said(first)
    expect(board.part("إخترنا لكم").get_by_role("heading", level=3).first).to_have_text(second)
    assert board.headlines("إخترنا لكم")[:2] == [second, first]

    lead.locator("summary").press("Enter")
    lead.get_by_label("أو لمدة").select_option("3")
    lead.get_by_role("button", name="اضبط").press("Enter")
    expect(board.page.locator(f"[data-part=lead] [data-story='{story}']").locator("time").first).to_be_visible()
    board.expect_said("نهاية")

    assert_accessible(board, project)
    board.publish()
    board.expect_said("نُشرت")
    lead_of_readers = f"document.querySelector('.front__lead [href*=\"/{story}/\"]')"
    window = colleague.desk.window
    window.wait_until(lambda: window.open("/").evaluate(f"Boolean({lead_of_readers})"), "the new lead on readers' home")
    board.desk.window.assert_nothing_amiss()


def test_a_story_is_dragged_from_the_search_rail_and_on_to_another_place(board):
    found = board.story_not_pinned()
    story = found.get_attribute("data-story")
    picks = board.part("إخترنا لكم")
    first = picks.locator(f"li:nth-child(1)[data-story='{story}']")

    board.drag(found, picks.get_by_role("heading", level=2), first)
    board.expect_said("تثبيت")
    expect(first).to_contain_text("مثبتة")

    board.drag(first, picks.locator("li").nth(2), picks.locator(f"li:nth-child(3)[data-story='{story}']"))
    expect(picks.locator(f"li:nth-child(3)[data-story='{story}']")).to_contain_text("مثبتة")
    expect(picks.locator(".board__place--held")).to_have_count(0)

    lead = board.part("الصدارة")
    at_lead = lead.locator(f"li:nth-child(1)[data-story='{story}']")
    board.drag(picks.locator(f"[data-story='{story}']"), lead.get_by_role("heading", level=2), at_lead)
    expect(at_lead).to_contain_text("مثبتة")
    expect(picks.locator(f"[data-story='{story}']")).to_have_count(0)
    board.desk.window.assert_nothing_amiss()


def test_the_search_rail_is_narrowed_by_section_form_drafts_and_reads(sign_in):
    board = sign_in(**DESKTOP)
    # The drafts of others come and go.
    board.desk.new_story("أخبار")
    board.desk.field("العنوان").fill(f"بحث عن مسودة {uuid4().hex[:6]}")
    board.page.wait_for_url("**/edit/")
    board.page.wait_for_load_state("networkidle")
    board.open()
    section = board.page.locator("[data-find] [name=section] option").nth(1).inner_text()
    board.find("القسم", section)
    board.expect_found(section)
    board.find("القسم", "كل الأقسام")
    board.find("النوع", "تحليل")
    board.expect_found("تحليل")
    board.find("النوع", "كل الأشكال")
    board.find("المواد", "المسودات")
    board.expect_found("مسودة")
    board.find("المواد", "الأكثر قراءة اليوم")
    board.expect_found("القراءات")
    board.desk.window.assert_nothing_amiss()


# Wagtail's own menu covers a phone's screen without scripts.
@pytest.mark.parametrize("options", [PHONE, DESKTOP | {"scripts": False}], ids=["on a phone", "without scripts"])
def test_a_story_is_placed_and_unpinned_without_dragging(board, sign_in, options):
    phone = sign_in(**options)
    found = phone.story_not_pinned()
    story = found.get_attribute("data-story")
    found.locator("summary").click()
    found.get_by_label("انقل إلى").select_option("picks:1")
    found.get_by_role("button", name="ضعها هنا").click()
    phone.expect_told("تثبيت")
    placed = phone.page.locator(f"[data-part=picks] [data-story='{story}']")
    expect(placed).to_contain_text("مثبتة")
    placed.locator("summary").click()
    placed.get_by_role("button", name="ألغِ التثبيت").click()
    expect(placed.filter(has_text="مثبتة")).to_have_count(0)


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_screens_of_a_front_are_accessible(sign_in, project, screen):
    board = sign_in(**screen)
    assert_accessible(board, project)
    for name in ("history/", "saved/"):
        board.page.goto(f"{board.address}{name}")
        assert_accessible(board, project)
    board.desk.window.assert_nothing_amiss()
