"""Where the newsroom leads to the report."""

from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from ..trail.hooks import TrailMenuItem
from .views import PrivacyView


def menu_item() -> MenuItem:
    return TrailMenuItem(_("Personal data"), reverse("privacy"), name="privacy", icon_name="user", order=910)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("personal-data/", PrivacyView.as_view(), name="privacy")]
