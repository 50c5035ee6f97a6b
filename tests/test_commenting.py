"""Readers write under a story in a real browser: with scripts and without, in error, in answer, and taking it back."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, expect

from warraq.needs import leave_out

from .catalogue import encoded
from .chromium import DESKTOP, PHONE, Visit
from .demo_site import FOLLOWING, DemoSite

APPROVE = (
    "from warraq.comments import moderation as m; from warraq.comments.models import Comment as C; "
    "m.approve(list(C.objects.filter(text__contains={mark!r}).values_list('pk', flat=True)), None)"
)
ARSENAL = (
    "\"><img src=x onerror=witness.violations.push('ran')><svg onload=alert(1)></textarea><script>alert(2)</script>"
)


@pytest.fixture
def mark() -> str:
    """A word by which a test knows its own comments."""
    return f"علامة{uuid4().hex[:8]}"


@pytest.fixture
def approve(site: DemoSite, mark: str) -> Callable[[], None]:
    if site.folder is None:
        leave_out("comments are approved by a command on the site's own machine")
    return lambda: site.manage("shell", "-v0", "-c", APPROVE.format(mark=mark)) and None


@pytest.fixture(scope="module")
def story(site: DemoSite) -> str:
    """The address of a story of the Arabic edition."""
    front = BeautifulSoup(site.get("/news/").text, "html.parser")
    links = (encoded(link["href"]) for link in front.select("main a[href]"))
    return next(link for link in links if link.count("/") == 4)


def form_of(page: Page) -> Locator:
    return page.locator("form.write")


def fill(page: Page, text: str, name: str = "قارئة", email: str = "") -> None:
    form = form_of(page)
    form.get_by_label("الاسم").fill(name)
    form.get_by_label("البريد الإلكتروني").fill(email)
    form.get_by_role("textbox", name="التعليق").fill(text)


def open_until(window: Visit, path: str, text: str, is_there: bool = True) -> Page:
    """The page once the worker has refreshed it."""
    until = time.monotonic() + FOLLOWING
    while (text in window.open(path).content()) != is_there:
        assert time.monotonic() < until
        time.sleep(0.2)
    return window.page


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_comment_is_sent_seen_answered_and_withdrawn(visit, story, mark, approve, scripts):
    window = visit(scripts=scripts, **PHONE)
    page = window.open(story)
    fill(page, f"أول {mark}\n\nانظر https://example.org/a")
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    if scripts:
        expect(page.get_by_role("status").filter(has_text="بانتظار المشرف")).to_be_focused()
        page.get_by_role("link", name="شاهده أو صحّحه أو اسحبه").click()
    else:
        expect(page.get_by_role("heading", name="راجع تعليقك")).to_be_visible()
        assert page.locator(".comment__text a").count() == 0
        form_of(page).get_by_role("button", name="أرسل").click()
    expect(page.get_by_role("heading", name="وهو بانتظار المشرف")).to_be_visible()
    own = page.url
    approve()

    page = open_until(window, story, mark)
    # The story is an article too, and holds them all.
    comment = page.locator("article.comment").filter(has_text=mark).first
    expect(comment.get_by_role("link", name="https://example.org/a")).to_have_attribute("rel", "ugc nofollow noopener")
    comment.get_by_role("link", name="ردّ قارئة").click()
    if scripts:
        expect(form_of(page).get_by_label("الاسم")).to_be_focused()
        expect(form_of(page)).to_contain_text("ردًّا على قارئة")
    fill(page, f"جواب {mark}", name="سعاد")
    form_of(page).get_by_role("button", name="أرسل").first.click()
    if scripts:
        expect(page.get_by_role("status").filter(has_text="بانتظار المشرف")).to_be_visible()
    else:
        form_of(page).get_by_role("button", name="أرسل").click()
    approve()
    page = open_until(window, story, f"جواب {mark}")
    expect(page.locator(".threads--under").filter(has_text=f"جواب {mark}")).to_be_visible()

    page = window.open(own)
    page.get_by_role("button", name="اسحب التعليق").click()
    expect(page.get_by_role("heading", name="سُحب تعليقك")).to_be_visible()
    page = open_until(window, story, f"أول {mark}", is_there=False)
    expect(page.get_by_text("تعليق لم يعد هنا").first).to_be_visible()
    expect(page.get_by_text(f"جواب {mark}")).to_be_visible()
    window.assert_nothing_amiss()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_error_stands_beside_its_field_and_no_text_is_lost(visit, story, mark, scripts):
    window = visit(scripts=scripts, **DESKTOP)
    page = window.open(story)
    fill(page, f"نص {mark}", name="", email="بلا معنى")
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    expect(page.get_by_text("اكتب اسمًا، اسمك أو غيره.")).to_be_visible()
    expect(page.get_by_text("ليس هذا عنوان بريد")).to_be_visible()
    name = form_of(page).get_by_label("الاسم")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("اكتب اسمًا، اسمك أو غيره.")
    expect(form_of(page).get_by_role("textbox", name="التعليق")).to_have_value(f"نص {mark}")
    if scripts:
        expect(name).to_be_focused()


def test_a_connection_that_breaks_loses_no_text(visit, story, mark):
    window = visit(**DESKTOP)
    page = window.open(story)
    fill(page, f"نص {mark}")
    window.context.set_offline(True)
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    expect(page.get_by_text("تعذّر الإرسال")).to_be_visible()
    expect(form_of(page).get_by_role("textbox", name="التعليق")).to_have_value(f"نص {mark}")
    window.context.set_offline(False)
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    expect(page.get_by_role("status").filter(has_text="بانتظار المشرف")).to_be_visible()


def test_an_author_corrects_a_comment_without_scripts(visit, story, mark):
    window = visit(scripts=False, **PHONE)
    page = window.open(story)
    fill(page, f"فيه خطا {mark}")
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    form_of(page).get_by_role("button", name="أرسل").click()
    page.get_by_role("textbox", name="التعليق").fill(f"بلا خطأ {mark}")
    page.get_by_role("button", name="أرسل التصحيح").click()
    expect(page.get_by_role("article")).to_contain_text(f"بلا خطأ {mark}")
    expect(page.get_by_role("article")).not_to_contain_text("فيه خطا")


def test_nothing_in_a_comment_runs_anywhere_readers_look(visit, site, story, mark, approve):
    window = visit(**DESKTOP)
    window.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page = window.open(story)
    fill(page, f"{ARSENAL} {mark} javascript:alert(3)", name=f"<b onmouseover=alert(4)>{mark[:20]}")
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    page.get_by_role("link", name="شاهده أو صحّحه أو اسحبه").click()
    expect(page.get_by_role("article")).to_contain_text("<svg onload=alert(1)>")
    window.assert_nothing_amiss()
    own = page.url
    approve()
    page = open_until(window, story, mark)
    assert page.locator("#comments").locator("img, svg, script:not([src]), [onmouseover]").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    window.assert_nothing_amiss()
    number = story.split("/")[-3]
    for ending in ("rss", "atom", "json"):
        feed = site.get(f"/feeds/comments/{number}.{ending}")
        assert feed.status == 200
        assert "<svg" not in feed.text
        assert "<b onmouseover" not in feed.text.partition('"authors"')[0]
    # The site is shared: other tests look for such words in every page.
    window.open(own).get_by_role("button", name="اسحب التعليق").click()
    open_until(window, story, mark, is_there=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_form_and_own_page(visit, site, story, mark, project: Path, scheme):
    axe = (project / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    window = visit(color_scheme=scheme, **PHONE)
    page = window.open(story)
    fill(page, "", name="")
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    expect(page.get_by_text("اكتب تعليقك.")).to_be_visible()
    faults = [faults_of(page, axe)]
    fill(page, f"نص {mark}")
    form_of(page).get_by_role("button", name="أرسل التعليق").click()
    page.get_by_role("link", name="شاهده أو صحّحه أو اسحبه").click()
    faults.append(faults_of(page, axe))
    window.open("/_/comments/my-data/")
    faults.append(faults_of(page, axe))
    assert faults == [[], [], []]


def faults_of(page: Page, axe: str) -> list[tuple[str, str]]:
    page.evaluate(axe)
    found = page.evaluate("axe.run('main').then(result => result.violations)")
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]
