"""A button of the editor and its autosave never cross on their way to the server, in a real browser."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Request, Route, expect

from .chromium import DESKTOP, Visit
from .newsroom import Newsroom

TEXT = "قاس الحارس منسوب الماء عند الفجر ثم كتب الرقم في دفتره."


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Newsroom:
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    return newsroom


def is_save(request: Request) -> bool:
    return request.method == "POST" and request.url.endswith("/edit/")


def is_autosave(request: Request) -> bool:
    return is_save(request) and "json" in request.headers.get("accept", "")


def started(desk: Newsroom) -> str:
    """A story that has been saved by itself; whatever else is on its way has arrived."""
    headline = f"منسوب الفجر {uuid4().hex[:6]}"
    desk.new_story("أخبار")
    desk.field("العنوان").fill(headline)
    desk.write_paragraph(TEXT)
    desk.page.wait_for_url("**/edit/")
    desk.page.wait_for_load_state("networkidle")
    return headline


def test_publishing_waits_for_the_autosave_that_is_on_its_way(desk: Newsroom):
    headline = started(desk)
    held: list[Route] = []
    saves: list[bool] = []
    desk.page.on("request", lambda request: saves.append(is_autosave(request)) if is_save(request) else None)
    desk.page.route("**/edit/", lambda route: held.append(route) if not held else route.continue_())
    desk.field("المقدمة").fill("قراءة غير معتادة")
    desk.window.wait_until(lambda: held, "an autosave")
    desk.page.get_by_role("button", name="إجراءات أخرى").click()
    desk.page.get_by_role("button", name="نشر", exact=True).last.click()
    desk.page.wait_for_timeout(1_000)
    assert saves == [True]
    with desk.page.expect_event("load", timeout=60_000):
        held[0].continue_()
    expect(desk.main.get_by_role("status")).to_contain_text(f"تم نشر الصفحة '{headline}'")
    assert saves == [True, False]


def test_what_was_typed_last_goes_with_the_button_and_not_after_it(desk: Newsroom):
    headline = started(desk)
    saves: list[bool] = []
    desk.page.on("request", lambda request: saves.append(is_autosave(request)) if is_save(request) else None)
    # A line on which the answer takes longer than autosave waits after a key.
    desk.page.route("**/edit/", lambda route: (desk.page.wait_for_timeout(1_500), route.continue_()))
    desk.page.get_by_role("button", name="إجراءات أخرى").click()
    desk.field("المقدمة").fill("قراءة غير معتادة")
    desk.send("نشر")
    expect(desk.main.get_by_role("status")).to_contain_text(f"تم نشر الصفحة '{headline}'")
    assert saves[-1:] == [False]
    desk.page.unroute("**/edit/")


def test_a_refused_button_leaves_no_talk_of_another_window(desk: Newsroom):
    started(desk)
    desk.field("العنوان").fill("")
    desk.publish()
    desk.window.wait_until(lambda: desk.main.get_by_role("heading", name="العنوان").count(), "the form again")
    # The editing session is asked for news at once.
    with desk.page.expect_response("**/editing-sessions/ping/**", timeout=30_000):
        pass
    expect(desk.page.locator(".kept[data-state=newer]")).to_have_count(0)
    expect(desk.main).not_to_contain_text("في نافذة أخرى")
