"""Where the newsroom's pictures stand in the place of Wagtail's, and where it leads to what is wrong with them."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from warraq.newsroom.rights.hooks import RightsMenuItem

from .choosing import put_into_chooser
from .editing import EditView
from .listing import LibraryView
from .uploading import AddView, CreateView

put_into_chooser()


def in_place_of_wagtails() -> list[URLPattern]:
    """Views at Wagtail's own addresses, which keep Wagtail's names. Registered before Wagtail's."""
    return [
        path("images/", LibraryView.as_view()),
        path("images/results/", LibraryView.as_view(results_only=True)),
        path("images/<int:image_id>/", EditView.as_view()),
        path("images/add/", CreateView.as_view()),
        path("images/multiple/add/", AddView.as_view()),
    ]


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("picture-problems/", include("warraq.newsroom.pictures.urls"))]


def menu_item() -> MenuItem:
    address = reverse("picture_problems:index")
    return RightsMenuItem(_("Pictures with problems"), address, name="picture-problems", icon_name="warning", order=121)


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/pictures.css"))
