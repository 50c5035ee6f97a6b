"""Somebody without an account reads a draft on a phone without scripts, and what they say comes back to the desk."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .chromium import DESKTOP, PHONE, Visit
from .newsroom import Newsroom
from .test_editors_aids import assert_accessible
from .test_versions import assert_nothing_from_elsewhere


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Newsroom:
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    return newsroom


def make_link(desk: Newsroom, person: str, with_pin: bool = False) -> tuple[str, str]:
    """For a story that readers have, and so with a text: its address, without the host, and the number."""
    lead = desk.window.open("/").locator(".front__lead a[href]").first.get_attribute("href")
    number = re.search(r"/(\d+)/", lead)[1]
    desk.window.open(f"/newsroom/outside/{number}/")
    desk.field("لمن").fill(person)
    if with_pin:
        desk.main.get_by_label("اطلب رقمًا").check()
    desk.send("أنشئ الرابط")
    address = desk.main.get_by_label("العنوان").input_value()
    pin = desk.main.locator(".outside__pin").inner_text() if with_pin else ""
    return re.sub(r"^https?://[^/]+", "", address), pin


def test_a_reviewer_answers_on_a_phone_without_scripts(
    desk: Newsroom, visit: Callable[..., Visit], project: Path
) -> None:
    person = f"هدى {uuid4().hex[:6]}"
    address, pin = make_link(desk, person, with_pin=True)
    number = int(re.findall(r"/outside/(\d+)/", desk.page.url)[0])
    assert_accessible(desk, project)

    outside = visit(scripts=False, **PHONE)
    page = outside.open(address)
    page.get_by_label("ستة أرقام").fill(pin)
    page.get_by_role("button", name="افتح المسودة").click()
    page.get_by_text("علّق على هذا الموضع").first.click()
    page.locator("#text-1").fill("الماء ليس وفيرًا.")
    page.locator("#place-1").get_by_role("button", name="أرسل ردك").click()
    expect(page.get_by_role("status")).to_contain_text("وصل ردك إلى هيئة التحرير")
    page.get_by_label("أوافق على المادة كما هي").check()
    page.locator("#decision").get_by_role("button", name="أرسل ردك").click()
    expect(page.locator("#decision")).to_contain_text("وافق من الخارج")
    outside.assert_nothing_amiss()

    desk.window.open(f"/newsroom/pages/{number}/edit/")
    desk.page.get_by_role("button", name="تبديل المراجعة من الخارج").click()
    answers = desk.page.locator(".outside__answer").filter(has_text=person)
    expect(answers).to_have_count(2)
    expect(answers.last).to_contain_text("الماء ليس وفيرًا.")
    expect(answers.last.locator(".outside__quote")).to_be_visible()
    assert_nothing_from_elsewhere(desk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_a_reviewer_sees(
    desk: Newsroom, visit: Callable[..., Visit], project: Path, scheme: str
) -> None:
    address, _pin = make_link(desk, "هدى")
    outside = visit(color_scheme=scheme, **PHONE)
    outside.open(address)
    assert_accessible(Newsroom(outside), project)
    outside.assert_nothing_amiss()
