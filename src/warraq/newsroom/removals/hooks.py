"""“Removed for good”, said where an editor takes a page offline or deletes it."""

from typing import Any

from django.http import HttpRequest

from warraq.stories.models import NumberedPage, Removal

from .forms import FarewellForm


def may_be_said(page: Any, user: Any) -> bool:
    """Of a page that readers have seen, by those who may publish it."""
    if not (isinstance(page, NumberedPage) and page.published_at):
        return False
    return page.permissions_for_user(user).can_publish()


def take_leave(request: HttpRequest, page: Any) -> None:
    """Before Wagtail's action, which writes the page offline and what is said of it in one transaction."""
    if request.method == "POST" and may_be_said(page, request.user):
        page.farewell = FarewellForm(request.POST).farewell(request.user)


def write_farewell(request: HttpRequest, page: Any) -> None:
    """After a page was deleted, in the transaction of Wagtail's view."""
    if isinstance(page, NumberedPage) and page.farewell:
        Removal.write(page, page.farewell)
