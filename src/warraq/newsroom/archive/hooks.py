"""Where the newsroom leads to the archive doctor, and what a page's history says of its repairs."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .access import may_repair
from .mending import REPAIRED, RESTORED


class ArchiveMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_repair(request.user)


def menu_item() -> MenuItem:
    label = _("Letters of the archive")
    return ArchiveMenuItem(label, reverse("archive:index"), name="archive", icon_name="doc-full-inverse", order=110)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("archive/", include("warraq.newsroom.archive.urls"))]


def log_actions(actions: Any) -> None:
    actions.register_action(REPAIRED, _("Repair letters"), _("Letters repaired by the archive doctor"))
    actions.register_action(RESTORED, _("Undo a repair of letters"), _("Letters brought back as they were"))
