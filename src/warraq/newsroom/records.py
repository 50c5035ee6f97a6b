"""Authors, keywords, films, removed pages and editions in the newsroom's menu."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn, UpdatedAtColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from warraq.editions.models import Edition
from warraq.fieldmaps.models import BorderStyle, TerritoryName
from warraq.media.models import Video
from warraq.people.models import Author
from warraq.search.models import Spellings
from warraq.stories.models import Keyword, Removal

from .films.forms import NewFilmForm
from .films.panels import form_of_a_film
from .films.state import StateColumn
from .merging import MergeKeywordView
from .record_lists import RecordViewSet
from .removals.listing import PublishersPolicy, RemovalViewSet


class AuthorViewSet(RecordViewSet):
    model = Author
    related = ("edition",)
    icon = "user"
    menu_order = 510
    add_to_admin_menu = True
    list_display = ["name", "role", "edition", UpdatedAtColumn(label=_("Updated"))]
    list_filter = ["edition", "is_agency"]
    ordering = "sort_key"


class KeywordChooserViewSet(SnippetChooserViewSet):
    """A writer makes a missing keyword without leaving the story."""

    form_fields = ["edition", "name", "kind"]


class KeywordViewSet(RecordViewSet):
    model = Keyword
    related = ("edition",)
    icon = "tag"
    menu_order = 500
    add_to_admin_menu = True
    list_display = ["name", "kind", "edition", UpdatedAtColumn(label=_("Updated"))]
    list_filter = ["kind", "edition"]
    ordering = "sort_key"
    chooser_viewset_class = KeywordChooserViewSet

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", MergeKeywordView.as_view(), name="merge")]


class FilmChooserViewSet(SnippetChooserViewSet):
    """A film comes in from the page that shows it."""

    creation_form_class = NewFilmForm
    creation_tab_label = _("Upload")


class FilmViewSet(RecordViewSet):
    model = Video
    related = ("encoding",)
    icon = "media"
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        "title",
        StateColumn("state", label=_("Preparation")),
        "credit",
        DateColumn("created_at", label=_("Came in"), sort_key="created_at"),
    ]
    chooser_viewset_class = FilmChooserViewSet
    edit_handler = form_of_a_film()


class FixedSetPolicy(ModelPermissionPolicy):
    """Records that `warraq.toml` makes: they may be changed, not added or deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, [a for a in actions if a not in ("add", "delete")])


class EditionViewSet(SnippetViewSet):
    model = Edition
    icon = "globe"
    menu_order = 600
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "code", "time_zone", UpdatedAtColumn(label=_("Updated"))]


class SpellingsViewSet(SnippetViewSet):
    model = Spellings
    icon = "openquote"
    menu_order = 505
    add_to_admin_menu = True
    list_display = ["__str__", "note", UpdatedAtColumn(label=_("Updated"))]
    ordering = "text"


class BorderStyleViewSet(SnippetViewSet):
    model = BorderStyle
    icon = "site"
    menu_order = 520
    add_to_admin_menu = True
    list_display = ["__str__", "style"]


class TerritoryNameViewSet(SnippetViewSet):
    model = TerritoryName
    icon = "site"
    menu_order = 525
    add_to_admin_menu = True
    list_display = ["__str__", "name"]


MAPS = (BorderStyleViewSet, TerritoryNameViewSet)


def register() -> None:
    """Put all of them into the newsroom; a policy must stand before a view asks for it."""
    register_permission_policy(Edition, FixedSetPolicy(Edition))
    register_permission_policy(Removal, PublishersPolicy(Removal))
    for viewset in (
        FilmViewSet,
        KeywordViewSet,
        SpellingsViewSet,
        AuthorViewSet,
        RemovalViewSet,
        EditionViewSet,
        *MAPS,
    ):
        register_snippet(viewset)
