"""Where the newsroom leads to the report."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import may_look


class RightsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


def menu_item() -> MenuItem:
    return RightsMenuItem(
        _("Picture rights"), reverse("rights:index"), name="picture-rights", icon_name="image", order=120
    )


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("picture-rights/", include("warraq.newsroom.rights.urls"))]
