"""Where the newsroom leads to versions, and what a page's history says of them."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from .fixing import FIXED, may_fix
from .restoring import RESTORED
from .standing import sentences_of


class RestoredFormatter(LogFormatter):
    label = _("Bring back one field")

    def format_message(self, entry: Any) -> str:
        return _("Brought back from an earlier version: %(field)s") % {"field": entry.data.get("label", "")}


class FixedFormatter(LogFormatter):
    label = _("Fix the live version")

    def format_message(self, entry: Any) -> str:
        words = {"wrong": entry.data.get("wrong", ""), "right": entry.data.get("right", "")}
        return _("Put right in the live version: “%(wrong)s” became “%(right)s”") % words


def log_actions(actions: Any) -> None:
    actions.register_action(RESTORED)(RestoredFormatter)
    actions.register_action(FIXED)(FixedFormatter)


def tell_what_is_out(request: HttpRequest, page: Any) -> None:
    """Above the form: what readers see, what is being edited, when that comes."""
    if request.method != "GET" or "application/json" in request.headers.get("Accept", ""):
        return
    if not (sentences := sentences_of(page)):
        return
    difference = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    buttons = [messages.button(difference, _("What differs"))]
    if may_fix(page, request.user):
        buttons.append(messages.button(reverse("versions:fix", args=[page.pk]), _("Fix the live version")))
    messages.info(request, " ".join(sentences), buttons=buttons)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("versions/", include("warraq.newsroom.versions.urls"))]


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/versions.css"))
