"""Where the newsroom leads to the checks, their script, and the deed of going past one."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .gate import write_down
from .policy import RIGHT


class PolicyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


def menu_item() -> MenuItem:
    return PolicyMenuItem(
        _("Checks before publishing"), reverse("checks:policy"), name="checks", icon_name="glasses", order=450
    )


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("checks/", include("warraq.newsroom.checks.urls"))]


def script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/checks.js"))


def shortcuts() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/shortcuts.js"))


def sheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/checks.css"))


def note_override(request: HttpRequest, page: Any) -> None:
    write_down(request, page)
