"""A day in the Arabic newsroom, from signing in to withdrawing a story, in a real browser: two people, one story."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from .chromium import DESKTOP, Visit
from .demo_site import PASSWORD, DemoSite
from .newsroom import Newsroom
from .test_signing_in import Person, code_of

FRONT = "/news/"  # that of the section: others arrange home meanwhile
FIRST = "بلغ منسوب النهر عند الجسر القديم أعلى قراءة له منذ عشر سنوات."
WITHOUT_LINE = "وقال حارس المقياس إن القراءة أُخذت مرتين للتحقق منها."
MENDED = "أُخذت القراءة ثلاث مرات، والرقم المنشور أوسطها."
ASKED = "كم مرة أُخذت القراءة؟ اذكرها في النص."
WRONG, RIGHT = "عشر سنوات", "اثنتي عشرة سنة"
REASON = "تبيّن أن المقياس كان معطلًا، فسُحبت المادة."
MAKE = """
from warraq.newsroom.roles import Role
from warraq.operations.first_run import make_editor
from warraq.people.models import User
make_editor({editor!r}, {password!r})
reporter = User.objects.create_user({reporter!r}, password={password!r}, is_staff=True)
reporter.groups.add(Role.REPORTER.group())
"""


@pytest.fixture(scope="module")
def names(site: DemoSite) -> dict[str, str]:
    mark = uuid4().hex[:6]
    names = {"editor": f"salma-{mark}", "reporter": f"hadi-{mark}"}
    site.manage("shell", "-v0", "-c", MAKE.format(password=PASSWORD, **names))
    return names


@pytest.fixture
def reporter(visit: Callable[..., Visit], names: dict[str, str]) -> Iterator[Newsroom]:
    desk = Newsroom(visit(**DESKTOP))
    desk.sign_in(names["reporter"])
    yield desk
    assert (desk.window.strangers, desk.window.violations()) == ([], [])


@pytest.fixture
def editor(browser: Browser, site: DemoSite, names: dict[str, str]) -> Iterator[Newsroom]:
    """Signs in with the code of an app, which she has set up the day before."""
    window = Visit(browser, site.url, **DESKTOP)
    person = Person(window, names["editor"])
    person.give_password()
    secret, _codes = person.set_up_app()
    person.leave()
    person.give_password()
    person.give_code(code_of(secret, ahead=1))
    person.expect_inside()
    yield Newsroom(window)
    assert (window.strangers, window.violations()) == ([], [])
    window.close()


def test_from_the_first_sentence_to_the_withdrawal(reporter: Newsroom, editor: Newsroom, site: DemoSite) -> None:
    headline = f"منسوب النهر عند الجسر {uuid4().hex[:6]}"
    number = written_while_the_line_drops(reporter, headline)
    submitted(reporter, headline)
    sent_back(editor, headline)
    mended(reporter, headline)
    evening = approved_for_the_evening(editor, headline)
    put_on_top_by_keyboard(editor, headline, number)
    assert headline not in site.get(FRONT).text
    foreseen(editor, headline, evening)
    published_at_once(editor, headline, number)
    address = led_by(editor.window, headline)
    corrected(editor, number, address)
    withdrawn(editor, number, address)
    assert headline not in site.get(FRONT).text


def written_while_the_line_drops(desk: Newsroom, headline: str) -> int:
    desk.new_story("أخبار")
    desk.field("العنوان").fill(headline)
    desk.field("المقدمة").fill("قراءة غير معتادة هذا الخريف.")
    desk.write_paragraph(FIRST)
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    desk.window.context.set_offline(True)
    desk.write_paragraph(WITHOUT_LINE)
    kept = desk.page.locator(".kept[role=status]")
    expect(kept).to_contain_text("محفوظ في هذا المتصفح ولم يُرسل بعد")
    desk.window.context.set_offline(False)
    expect(kept).not_to_contain_text("لم يُرسل بعد", timeout=60_000)
    return desk.number


def submitted(desk: Newsroom, headline: str) -> None:
    desk.page.get_by_role("button", name="إجراءات أخرى").click()
    with desk.page.expect_event("load", timeout=60_000):
        desk.page.get_by_role("button", name=re.compile("مراجعة المحرر$")).last.click()
    desk.expect_message(headline)


def opened_from_the_desk(desk: Newsroom, part: str, headline: str) -> None:
    desk.window.open("/newsroom/")
    desk.main.get_by_role("region", name=re.compile(f"^{part}")).get_by_role("link", name=headline).first.click()
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/"))


def sent_back(desk: Newsroom, headline: str) -> None:
    opened_from_the_desk(desk, "بانتظاري", headline)
    expect(desk.main).to_contain_text(WITHOUT_LINE)
    desk.page.get_by_role("button", name="إظهار خطوة سير العمل أو إخفاؤها").click()
    desk.page.get_by_role("button", name="هي عندي").click()
    expect(desk.page.locator("[data-steps-box]")).to_contain_text("هي عندك الآن")
    desk.page.get_by_role("button", name="إجراءات أخرى").click()
    desk.page.get_by_role("button", name="طلب تغييرات", exact=True).click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(ASKED)
    with desk.page.expect_event("load", timeout=60_000):
        dialog.get_by_role("button").last.click()


def mended(desk: Newsroom, headline: str) -> None:
    desk.window.open("/newsroom/notices/")
    expect(desk.main).to_contain_text(ASKED)
    opened_from_the_desk(desk, "مسوداتي", headline)
    desk.write_paragraph(MENDED)
    submitted(desk, headline)


def approved_for_the_evening(desk: Newsroom, headline: str) -> datetime:
    evening = datetime.now().astimezone().replace(second=0, microsecond=0) + timedelta(hours=3)
    opened_from_the_desk(desk, "بانتظاري", headline)
    expect(desk.main).to_contain_text(MENDED)
    set_time(desk, evening.strftime("%Y-%m-%d %H:%M"))
    desk.page.get_by_role("button", name="إجراءات أخرى").click()
    desk.send("موافقة ونشر")
    desk.expect_message(headline)
    return evening


def set_time(desk: Newsroom, moment: str) -> None:
    """When the page goes out by itself; without a moment, not at all."""
    panel = desk.page.get_by_role("button", name=re.compile("^(تعيين|تحرير) جدول|^تحرير الجدول"))
    if not panel.is_visible():
        desk.page.get_by_role("button", name="الحالة").first.click()
    panel.click()
    dialog = desk.page.get_by_role("dialog")
    dialog.locator("[name=go_live_at]").fill(moment)
    with desk.page.expect_event("load", timeout=60_000):
        # By keyboard: the calendar lies over the button.
        dialog.get_by_role("button", name="حفظ الجدول").press("Enter")


def put_on_top_by_keyboard(desk: Newsroom, headline: str, number: int) -> None:
    desk.open_menu("لوحة الواجهة")
    desk.main.get_by_role("listitem").get_by_role("link", name="أخبار", exact=True).click()
    desk.page.locator("#find-of").select_option("drafts")
    desk.page.locator("#find-q").fill(headline)
    desk.page.keyboard.press("Enter")
    desk.page.locator(f"[data-results] [data-story='{number}'] [data-grip]").focus()
    for key in ("Enter", "Enter"):
        desk.page.keyboard.press(key)
    expect(desk.page.locator("[data-said]")).to_contain_text("تثبيت")
    expect(desk.page.locator(f"[data-part=lead] [data-story='{number}']")).to_be_visible()
    desk.main.get_by_role("button", name="انشر الواجهة").press("Enter")
    expect(desk.page.locator("[data-said]")).to_contain_text("نُشرت")


def foreseen(desk: Newsroom, headline: str, evening: datetime) -> None:
    desk.window.open("/newsroom/foresight/")
    news = desk.page.locator("[name=front] option", has_text="أخبار").first.get_attribute("value")
    desk.page.locator("[name=front]").select_option(news)
    front = desk.page.frame_locator("iframe")
    expect(front.locator("h1")).to_be_attached()
    expect(front.locator(".front__lead")).not_to_contain_text(headline)
    desk.page.get_by_label("عند", exact=True).fill((evening + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M"))
    desk.page.keyboard.press("Enter")
    expect(front.locator(".front__lead")).to_contain_text(headline)
    expect(desk.main).to_contain_text(headline)


def published_at_once(desk: Newsroom, headline: str, number: int) -> None:
    desk.window.open(f"/newsroom/pages/{number}/edit/")
    # What is scheduled is locked until that is called off.
    desk.send("إلغاء النشر المجدول")
    set_time(desk, "")
    desk.publish()
    desk.expect_message(headline)


def led_by(window: Visit, headline: str) -> str:
    """Where the lead of the readers' front goes, as soon as it has this headline."""
    lead = ".front__lead a[href]"
    window.wait_until(lambda: headline in window.open(FRONT).locator(".front__lead").inner_text(), "the story on top")
    return window.page.locator(lead).first.get_attribute("href")


def corrected(desk: Newsroom, number: int, address: str) -> None:
    """While its next version is being written: only the wrong words change for readers."""
    desk.window.open(f"/newsroom/pages/{number}/edit/")
    desk.field("المقدمة").fill("مقدمة لم تكتمل بعد")
    desk.send("حفظ المسودة")
    desk.main.get_by_role("status").get_by_role("link", name="أصلح النسخة المنشورة").click()
    desk.field("الكلمات كما هي هناك").fill(WRONG)
    desk.field("الكلمات الصحيحة").fill(RIGHT)
    desk.send("أظهر ما سيتغيّر")
    desk.send("انشر الإصلاح")
    desk.window.wait_until(lambda: RIGHT in desk.window.open(address).inner_text("main"), "the story put right")
    expect(desk.page.get_by_role("main")).not_to_contain_text("مقدمة لم تكتمل بعد")


def withdrawn(desk: Newsroom, number: int, address: str) -> None:
    desk.window.open(f"/newsroom/pages/{number}/edit/")
    desk.page.locator("#id_corrections-ADD").click()
    desk.page.locator("[name=corrections-0-kind]").select_option("withdrawal")
    desk.page.locator("[name=corrections-0-text]").fill(REASON)
    desk.publish()
    desk.window.wait_until(lambda: REASON in desk.window.open(address).inner_text("main"), "the reason")
    expect(desk.page.get_by_role("main")).not_to_contain_text(MENDED)
