"""Where the newsroom leads to the fronts ahead."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from ..readership.access import may_see_reads


class ForesightMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reads(request.user)


def menu_item() -> MenuItem:
    return ForesightMenuItem(
        _("Fronts ahead"), reverse("foresight:index"), name="foresight", icon_name="time", order=105
    )


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("foresight/", include("warraq.newsroom.foresight.urls"))]
