"""Where the newsroom leads to the board: the menu, the editor of a front, the rights of a group."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from warraq.front.models.pages import RIGHT

from .access import may_see


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> MenuItem:
    return BoardMenuItem(_("Front board"), reverse("board:index"), name="board", icon_name="home", order=10)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("board/", include("warraq.newsroom.board.urls"))]


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Front board” in the menu of a front page or section."""
    if getattr(page.specific_deferred, "key_kind", "") in ("front", "section") and may_see(user):
        yield Button(_("Front board"), url=reverse("board:front", args=[page.pk]), icon_name="home", priority=5)


def rights() -> QuerySet[Permission]:
    label, codename = RIGHT.split(".")
    return Permission.objects.filter(content_type__app_label=label, codename=codename)
