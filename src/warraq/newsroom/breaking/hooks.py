"""Breaking news in the main menu of those who may."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import may_break


class BreakingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_break(request.user)


def menu_item() -> MenuItem:
    return BreakingMenuItem(
        _("Breaking news"), reverse("breaking:index"), name="breaking", icon_name="warning", order=105
    )


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("breaking/", include("warraq.newsroom.breaking.urls"))]
