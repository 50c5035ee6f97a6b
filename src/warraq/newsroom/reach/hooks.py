"""Where the newsroom leads to rights."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import may_set


class ReachMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_set(request.user)


def settings_item() -> MenuItem:
    return ReachMenuItem(_("Who may do what where"), reverse("reach:index"), name="reach", icon_name="group", order=605)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("reach/", include("warraq.newsroom.reach.urls"))]
