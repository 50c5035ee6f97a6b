"""Where the newsroom leads to the dossier desk, and the script behind its key."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from ..readership.access import may_see_reads


class DossierDeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reads(request.user)


def menu_item() -> MenuItem:
    address = reverse("dossier_desk:index")
    return DossierDeskItem(_("Dossier desk"), address, name="dossier-desk", icon_name="folder-open-inverse", order=121)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("dossier-desk/", include("warraq.newsroom.dossiers.urls"))]


def script() -> str:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/filing.js"))
