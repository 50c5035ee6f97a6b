"""The screens of rights, approval and notices in a real browser, in Arabic, on a site of this file alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from warraq import testing
from warraq.newsroom.roles import Role

from .chromium import DESKTOP, PHONE, Visit
from .newsroom import Newsroom
from .test_editors_aids import assert_accessible


class Desk(Newsroom):
    """Somebody of the newsroom, on a site of this test alone."""

    def sign_in_as(self, name: str) -> None:
        self.window.open("/newsroom/")
        self.page.get_by_role("textbox", name="اسم المستخدم").fill(name)
        self.page.get_by_role("textbox", name="كلمة المرور").fill(testing.PASSWORD)
        self.send("تسجيل الدخول")


@pytest.fixture(scope="module", autouse=True)
def _database_beside_the_browser(django_db_setup: None) -> Iterator[None]:
    """Playwright's loop runs in this thread, and the database is asked in it between two clicks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Callable[..., Desk]]:
    opened: list[Visit] = []

    def open_desk(name: str, **options: Any) -> Desk:
        opened.append(Visit(browser, live_server.url, **options))
        found = Desk(opened[-1])
        found.sign_in_as(name)
        return found

    yield open_desk
    for window in opened:
        window.close()


@pytest.mark.django_db(transaction=True)
def test_the_screens_of_rights_approval_and_choices_are_open_to_all(desk: Callable[..., Desk], project: Path) -> None:
    testing.make_editor()
    testing.make_section()
    group = Role.REPORTER.group()
    chief = desk("editor", **DESKTOP)
    for path in ("notices/", "reach/", f"reach/roles/{group.pk}/", "steps/approval/", "notices/choices/"):
        chief.window.open(f"/newsroom/{path}")
        assert_accessible(chief, project)
        chief.page.set_viewport_size(PHONE["viewport"])
        assert chief.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        chief.page.set_viewport_size(DESKTOP["viewport"])
    chief.window.assert_nothing_amiss()
