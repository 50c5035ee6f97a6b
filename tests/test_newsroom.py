"""An editor's day in the Arabic newsroom, in a real browser: what is written there is read here."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from warraq.testing import picture_bytes

from .catalogue import encoded
from .chromium import DESKTOP, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

TEXT = "وصلت قراءة المقياس عند الجسر القديم هذا الصباح أعلى من معدلها بثلاثة سنتيمترات."
TITLE_REASON = "العنوان ناقص أو مؤقت: اكتب العنوان الحقيقي قبل النشر."
EMPTY_REASON = "المتن فارغ"
ALT_REASON = "اكتب ما تُظهره الصورة الرئيسة لمن لا يراها."


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Newsroom:
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    return newsroom


@pytest.fixture(autouse=True)
def _nothing_from_elsewhere(desk: Newsroom):
    """Whatever an editor did, the browser asked no other host and no policy was broken."""
    yield
    assert desk.window.strangers == []
    assert desk.window.violations() == []
    assert [text for text in desk.window.complaints if not text.startswith("4")] == []


def named(words: str) -> str:
    """A headline nobody has used yet: the site outlives one test."""
    return f"{words} {uuid4().hex[:6]}"


def story_called(headline: str, site: DemoSite) -> str:
    """The page of a story that the front of the news section leads to."""
    return site.get(encoded(site.address_of(headline))).text


def test_the_newsroom_speaks_arabic_from_right_to_left(desk):
    assert desk.page.locator("html").get_attribute("dir") == "rtl"
    assert desk.page.locator("html").get_attribute("lang") == "ar"
    menu = desk.page.get_by_role("navigation", name="القائمة الرئيسية")
    assert menu.bounding_box()["x"] > desk.main.bounding_box()["x"]
    for label in ("المواد", "الملفات", "ألبومات", "الفيديو", "الكلمات المفتاحية", "الكتّاب"):
        expect(menu.get_by_role("link", name=label, exact=True)).to_be_visible()


def test_a_changed_headline_is_live_once_published(desk, site: DemoSite):
    desk.open_menu("المواد")
    desk.main.get_by_role("table").get_by_role("row").nth(3).get_by_role("link").first.click()
    desk.page.wait_for_url("**/edit/")
    number, headline = desk.number, named("عنوان صُحّح في النشرة")
    desk.field("العنوان").fill(headline)
    desk.publish()
    desk.expect_message(headline)
    address = site.get(f"/s/{number}").headers["location"]
    desk.window.open(address)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(headline)


def test_a_new_story_is_previewed_while_it_is_written_and_then_published(desk, site: DemoSite):
    headline = named("قراءة المقياس عند الجسر")
    desk.new_story("أخبار")
    desk.field("العنوان").fill(headline)
    desk.write_paragraph(TEXT)
    desk.write_subhead("ما الذي يعنيه الرقم؟")
    preview = desk.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text(headline)
    expect(preview.get_by_role("main")).to_contain_text(TEXT)
    expect(preview.get_by_role("heading", name="ما الذي يعنيه الرقم؟")).to_be_attached()
    desk.publish()
    desk.expect_message(headline)
    assert TEXT in story_called(headline, site)


def test_an_incomplete_story_is_refused_with_the_reason_at_its_field(desk, site: DemoSite):
    desk.new_story("أخبار")
    desk.field("العنوان").fill("بدون عنوان")
    desk.publish()
    expect(desk.part("العنوان")).to_contain_text(TITLE_REASON)
    expect(desk.part("المتن")).to_contain_text(EMPTY_REASON)
    assert "بدون عنوان" not in site.get("/news/").text
    headline = named("خبر اكتمل بعد رده")
    desk.field("العنوان").fill(headline)
    desk.write_paragraph(TEXT)
    desk.publish()
    desk.expect_message(headline)
    assert TEXT in story_called(headline, site)


def test_a_picture_without_words_for_the_blind_is_refused(desk, site: DemoSite):
    picture = {"name": "bank.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes(size=(320, 240))}
    desk.upload_picture(named("ضفة بلا وصف"), picture)
    headline = named("صورة تحتاج إلى وصف")
    desk.new_story("أخبار")
    desk.field("العنوان").fill(headline)
    desk.write_paragraph(TEXT)
    desk.choose_lead_picture()
    desk.publish()
    expect(desk.part("الصورة الرئيسة")).to_contain_text(ALT_REASON)
    assert headline not in site.get("/news/").text
    desk.field("نص بديل لمن لا يرى الصورة").fill("مقياس من الخشب عند الضفة")
    desk.publish()
    desk.expect_message(headline)
    assert 'alt="مقياس من الخشب عند الضفة"' in story_called(headline, site)


def test_a_keyword_is_made_once_however_it_is_typed(desk):
    name = named("ينابيع الجبل")
    desk.make_keyword(name)
    desk.expect_message(name)
    desk.make_keyword(name.replace("ينابيع", "يَنابيـع"))
    expect(desk.part("كلمة مفتاحية")).to_contain_text(name)
    expect(desk.part("كلمة مفتاحية")).to_contain_text("موجودة")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.jpg", picture_bytes(size=(320, 240))[:400]),
        ("script.gif", b"GIF89a/*<script>alert(1)</script>*/=0;"),
        ("page.png", b"<!doctype html><p>no picture</p>"),
    ],
)
def test_a_broken_picture_is_refused_in_arabic(desk, name, content):
    desk.upload_picture("صورة تالفة", {"name": name, "mimeType": "image/jpeg", "buffer": content})
    expect(desk.main).to_contain_text("تالف")
    expect(desk.main.get_by_role("heading", level=1)).to_contain_text("صورة")
