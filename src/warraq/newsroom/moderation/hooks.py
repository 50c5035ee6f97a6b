"""Where the newsroom leads to moderation: the main menu, the first page, a story's menu and editor."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from .menu import menu_item, report_menu_item
from .panels import StoryCommentsPanel

__all__ = ["admin_urls", "header_button", "menu_item", "report_menu_item", "sheet"]


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("moderation/", include("warraq.newsroom.moderation.urls"))]


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/moderation.css"))


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Readers' comments” in the menu of a story."""
    if StoryCommentsPanel.is_for(page.specific_deferred, user):
        url = f"{reverse('moderation:queue')}?story={page.pk}"
        yield Button(_("Readers' comments"), url=url, icon_name="comment", priority=67)
