"""Every question Wagtail asks about rights to a page, answered within the reach of the person who asks.

One place for all roads: editor, bulk actions, explorer, moving, copying and the API ask `page.permissions_for_user`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.models import AbstractPage, Page
from wagtail.models.pages import PagePermissionTester

from ..workflow.rules import needs_approval, needs_approval_below
from .rights import reach_of


def _of_the_page_itself(method: Callable) -> Callable:
    """What may be done below a section, in some forms, is no right to the section."""

    @wraps(method)
    def asked(self: "NewsroomTester", *args: Any, **kwargs: Any) -> bool:
        below, self.permissions = self.permissions, self.own
        try:
            return method(self, *args, **kwargs)
        finally:
            self.permissions = below

    return asked


class NewsroomTester(PagePermissionTester):
    """`permissions` hold for what lies below the page, `own` for the page itself; they differ in sections."""

    permissions: set[str] = set()

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.own = self.permissions
        self.reach = None
        if user.is_active and not user.is_superuser and reach_of(user).is_limited:
            self.reach = reach_of(user)
            self.own, self.permissions = self.reach.actions_on(page), self.reach.actions_below(page)

    can_edit = _of_the_page_itself(PagePermissionTester.can_edit)
    can_delete = _of_the_page_itself(PagePermissionTester.can_delete)
    can_unpublish = _of_the_page_itself(PagePermissionTester.can_unpublish)
    can_lock = _of_the_page_itself(PagePermissionTester.can_lock)
    can_unlock = _of_the_page_itself(PagePermissionTester.can_unlock)
    can_reorder_children = _of_the_page_itself(PagePermissionTester.can_reorder_children)
    has_publish_right = _of_the_page_itself(PagePermissionTester.can_publish)
    # These take nothing out to readers: no second pair of eyes is needed.
    can_set_view_restrictions = has_publish_right
    can_unschedule = has_publish_right

    def can_publish(self) -> bool:
        return self.has_publish_right() and not needs_approval(self.page, self.user)

    def can_publish_subpage(self) -> bool:
        return super().can_publish_subpage() and not needs_approval_below(self.page, self.user)

    def can_move_to(self, destination: Page) -> bool:
        if not super().can_move_to(destination):
            return False
        needed = {"add", "publish"} if self.page.live else {"add"}
        return self.reach is None or needed <= self._at(destination)

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return super().can_copy_to(destination, recursive) and (self.reach is None or "add" in self._at(destination))

    def _at(self, destination: Page) -> set[str]:
        return self.reach.actions(destination.path, self.reach.forms_of(self.page))


def permissions_for_user(self: Page, user: Any) -> PagePermissionTester:
    # A kind of page with answers of its own keeps them, as in Wagtail's.
    kind = self.specific_class
    if kind and kind.permissions_for_user is not permissions_for_user and not isinstance(self, kind):
        return self.specific_deferred.permissions_for_user(user)
    return NewsroomTester(user, self)


def put_into_pages() -> None:
    AbstractPage.permissions_for_user = permissions_for_user
