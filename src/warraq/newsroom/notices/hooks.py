"""Where the newsroom shows notices: the main menu with how many are unread; the account."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .models import Notice


class NoticesMenuItem(MenuItem):
    """Carries how many are unread, as the comments do; `notices.js` keeps it true."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        unread = Notice.objects.unread_of(request.user).count()
        numbers = {"data-waiting": str(unread)} if unread else {}
        # The item is shared by all requests, its component is not.
        component.attrs = {**component.attrs, "data-notices": reverse("notices:count"), **numbers}
        return component


def menu_item() -> MenuItem:
    return NoticesMenuItem(
        _("Notices"),
        reverse("notices:index"),
        name="notices",
        icon_name="mail",
        classname="moderation-menu-item",
        order=5,
    )


def account_item(request: HttpRequest) -> dict[str, Any]:
    return {"url": reverse("notices:choices"), "label": _("What I am told of"), "help_text": ""}


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("notices/", include("warraq.newsroom.notices.urls"))]


def script() -> str:
    return format_html('<script src="{}" type="module"></script>', static("newsroom/notices.js"))


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/workflow.css"))
