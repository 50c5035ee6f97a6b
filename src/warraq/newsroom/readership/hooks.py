"""Where the newsroom leads to reads: the reports menu, and the menu of a story's editor."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from warraq.stories.models import StoryPage

from .access import may_see_reads


class ReadsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reads(request.user)


def now_item() -> MenuItem:
    return ReadsMenuItem(_("Read now"), reverse("reads:now"), name="reads-now", icon_name="reads", order=10)


def stories_item() -> MenuItem:
    return ReadsMenuItem(_("Reads of stories"), reverse("reads:stories"), name="reads", icon_name="reads", order=11)


def again_item() -> MenuItem:
    label = _("Old stories read again")
    return ReadsMenuItem(label, reverse("reads:again"), name="reads-again", icon_name="reads", order=12)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("reads/", include("warraq.newsroom.readership.urls"))]


def icons(names: list[str]) -> list[str]:
    return [*names, "newsroom/icons/reads.svg"]


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/reads.css"))


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Reads” in the menu of a story that readers have seen."""
    if page.first_published_at and page.specific_class is StoryPage and may_see_reads(user):
        yield Button(_("Reads"), url=reverse("reads:story", args=[page.pk]), icon_name="reads", priority=65)
