"""Where the newsroom leads to the report."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from ..readership.access import may_see_reads


class CorrectionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reads(request.user)


def menu_item() -> MenuItem:
    return CorrectionsMenuItem(
        _("Corrections"), reverse("corrections:index"), name="corrections", icon_name="edit", order=115
    )


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("corrections/", include("warraq.newsroom.corrections.urls"))]
