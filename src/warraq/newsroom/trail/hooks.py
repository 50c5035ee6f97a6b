"""Where the newsroom leads to the trail."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .access import may_read


class TrailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


def menu_item() -> MenuItem:
    url = reverse("audit_trail:index")
    return TrailMenuItem(_("Audit trail"), url, name="audit-trail", icon_name="history", order=900)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("audit-trail/", include("warraq.newsroom.trail.urls"))]
