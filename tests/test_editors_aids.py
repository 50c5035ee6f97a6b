"""What helps editors with their words, in a real browser: the archive doctor and suggestions while writing."""

import re
from collections.abc import Callable
from pathlib import Path
from random import choice
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, PHONE, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

FAULTY, SOUND = "الملف النووی", "الملف النووي"
CITIES = "الموصل البصرة حلب صنعاء طنجة وهران بنغازي أسوان عدن كركوك حمص نابلس مراكش صفاقس".split()
PATIENCE = 300_000  # queued tasks of the demo may be at work


@pytest.fixture
def sign_in(visit: Callable[..., Visit]) -> Callable[..., Newsroom]:
    def open_newsroom(**options) -> Newsroom:
        newsroom = Newsroom(visit(**options))
        newsroom.sign_in()
        return newsroom

    return open_newsroom


def assert_accessible(desk: Newsroom, project: Path, part: str = "main") -> None:
    desk.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = desk.page.evaluate(f"axe.run('{part}').then(result => result.violations)")
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.page.evaluate(width) == 0


# --- the archive doctor ---


def add_author(desk: Newsroom, name: str, about: str) -> None:
    """What is said about an author is kept as it is typed."""
    desk.window.open("/newsroom/snippets/people/author/add/")
    desk.part("طبعة").get_by_role("button").last.click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("link", name=re.compile(r"\(ar\)")).click()
    expect(dialog).to_have_count(0)
    desk.field("الاسم").fill(name)
    desk.field("نبذة عن الكاتب").fill(about)
    desk.send("حفظ")


def examine(desk: Newsroom) -> None:
    desk.window.open("/newsroom/archive/")
    with desk.page.expect_event("load"):
        desk.page.get_by_role("button", name=re.compile("^افحص")).click()
    expect(desk.page.get_by_role("button", name="افحص من جديد")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE | {"color_scheme": "dark"}], ids=["desktop", "phone in the dark"])
def test_letters_are_found_previewed_repaired_and_brought_back(sign_in, project, screen):
    desk = sign_in(**DESKTOP)
    author = f"كاتب {uuid4().hex[:6]}"
    add_author(desk, author, FAULTY)
    desk.page.set_viewport_size(screen["viewport"])
    desk.page.emulate_media(color_scheme=screen.get("color_scheme", "light"))
    examine(desk)
    assert_accessible(desk, project)
    desk.window.open("/newsroom/archive/kinds/letters/")
    expect(desk.main.get_by_role("link", name=author)).to_be_visible()
    assert_accessible(desk, project)
    desk.window.open("/newsroom/archive/")
    desk.page.get_by_role("button", name="عاين الإصلاح").click()
    expect(desk.main.get_by_role("insertion").filter(has_text="النووي").first).to_be_visible()
    assert_accessible(desk, project)
    desk.page.get_by_role("button", name=re.compile("^أصلح")).click()
    undo = desk.main.get_by_role("link", name="تراجع عن هذه الدفعة")
    expect(undo).to_be_visible(timeout=PATIENCE)
    expect(desk.main.get_by_role("row", name=re.compile(author))).to_contain_text("أُصلح")
    assert_accessible(desk, project)
    undo.click()
    desk.page.get_by_role("button", name="تراجع عن هذه الدفعة").click()
    expect(desk.main.get_by_role("row", name=re.compile(author))).to_contain_text("جرى التراجع", timeout=PATIENCE)
    desk.main.get_by_role("link", name=author).click()
    expect(desk.field("نبذة عن الكاتب")).to_have_value(FAULTY)
    desk.window.assert_nothing_amiss()


# --- suggestions ---


def edit_a_story(desk: Newsroom, site: DemoSite) -> Locator:
    """The first Arabic story of the news section."""
    number = re.search(r'"/news/(\d+)/', site.get("/news/").text)[1]
    desk.window.open(f"/newsroom/pages/{number}/edit/")
    return desk.part("اقتراحات")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pressed_suggestion_becomes_a_keyword_of_the_story(sign_in, site: DemoSite, project, scheme):
    desk = sign_in(**DESKTOP, color_scheme=scheme)
    panel = edit_a_story(desk, site)
    # The editor saves its draft by itself, and the site outlives one test: another city each time.
    city = choice(CITIES)
    title = desk.field("العنوان").input_value()
    desk.field("العنوان").fill(f"{title} في {city}")
    ask = panel.get_by_role("button", name="اقترح للنص كما هو الآن")
    ask.focus()
    desk.page.keyboard.press("Enter")
    suggestion = panel.get_by_role("button", name=re.compile(f"^أضف الكلمة المفتاحية {city}"))
    expect(suggestion).to_be_visible()
    assert_accessible(desk, project, "[data-suggestions]")
    suggestion.focus()
    desk.page.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_have_text(f"أُضيف: {city}")
    expect(suggestion).to_have_count(0)
    keywords = desk.part("كلمات مفتاحية")
    expect(keywords.get_by_text(city, exact=True)).to_be_visible()
    # Asked again, what has been chosen is not suggested.
    ask.click()
    expect(panel.get_by_role("list").first).to_be_visible()
    expect(suggestion).to_have_count(0)
    desk.window.assert_nothing_amiss()
