"""Flat lists of everything the newsroom writes, with the columns and filters of a desk."""

from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy

from warraq.dossiers.models import DossierPage
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.people.models import Author
from warraq.stories.models import SectionPage, StoryPage

from .embargo.panels import StateColumn
from .explorer import sees_all_pages
from .moderation.panels import CommentsColumn
from .readership.access import may_see_reads
from .readership.column import ReadsColumn, note_reads
from .workflow.panels import StepColumn


class StateFilter(ChoiceFilter):
    """Draft, live, live with a newer draft, waiting for its hour."""

    STATES = {
        "live": (_("live"), {"live": True}),
        "draft": (_("draft"), {"live": False}),
        "changed": (_("live, with a newer draft"), {"live": True, "has_unpublished_changes": True}),
        "scheduled": (_("scheduled"), {"_revisions__approved_go_live_at__isnull": False}),
        "embargo": (_("under embargo"), {"embargo__until__gt": timezone.now}),
    }

    def __init__(self, **kwargs: Any) -> None:
        choices = [(name, label) for name, (label, _where) in self.STATES.items()]
        super().__init__(choices=choices, label=_("Status"), **kwargs)

    def filter(self, pages: QuerySet, value: str) -> QuerySet:
        if not value:
            return pages
        where = self.STATES[value][1].items()
        return pages.filter(**{name: given() if callable(given) else given for name, given in where}).distinct()


class PublicFilters(WagtailFilterSet):
    state = StateFilter()
    edition = ModelChoiceFilter(queryset=Edition.objects.all(), label=_("Edition"))
    published_at = DateFromToRangeFilter(label=_("Published between"), widget=DateRangePickerWidget)

    class Meta:
        model = DossierPage
        fields: list[str] = []


class StoryFilters(PublicFilters):
    # By the number of the page: one that no page can have is then none of the choices.
    section = ModelChoiceFilter(queryset=SectionPage.objects.order_by("path"), to_field_name="id", label=_("Section"))
    form = django_filters.ChoiceFilter(choices=StoryPage.Form.choices, label=_("Form"))
    author = ModelChoiceFilter(queryset=Author.objects.all(), field_name="bylines__author", label=_("Author"))

    class Meta(PublicFilters.Meta):
        model = StoryPage


class DossierFilters(PublicFilters):
    is_open = ChoiceFilter(choices=DossierPage.State.choices, field_name="state", label=_("Open or closed"))


class DeskView(IndexView):
    """The newest first, by an index; no walk through the tree for who may see all of it."""

    default_ordering = "-pk"
    related: tuple[str, ...] = ("edition",)

    def get_base_queryset(self) -> QuerySet:
        pages = self.model.objects.all()
        if not sees_all_pages(self.request.user):
            pages = pages.filter(pk__in=page_permission_policy.explorable_instances(self.request.user).values("pk"))
        return self.annotate_queryset(pages)

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        return super().annotate_queryset(pages).prefetch_related(*self.related)

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        if not (self.is_searching or self.is_filtering) and sees_all_pages(self.request.user):
            # Of the narrow table; the list's own query would look up the page of each row to count it.
            paginator.count = self.model._base_manager.count()
        return paginator

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "-pk"]


class StoriesView(DeskView):
    related = ("edition", "section", "bylines__author")

    def get_table(self, object_list: Any) -> Any:
        if may_see_reads(self.request.user):
            note_reads(object_list)
        else:
            self.columns = [column for column in self.columns if column.name != "reads"]
        return super().get_table(object_list)


def authors_of(story: StoryPage) -> str:
    return "، ".join(byline.author.name for byline in story.bylines.all())


class DeskMenuItem(MenuItem):
    """Shown to those who may work on pages at all."""

    def is_shown(self, request: Any) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"])


class DeskViewSet(PageListingViewSet):
    """A flat list of one page type, in the main menu."""

    index_view_class = DeskView
    filterset_class = PublicFilters
    add_to_admin_menu = True
    menu_item_class = DeskMenuItem
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("edition", label=_("Edition"), accessor="edition.code"),
        StateColumn("status", label=_("Status"), sort_key="live"),
        DateColumn("published_at", label=_("Published"), sort_key="listed_at"),
    ]

    @property
    def menu_label(self) -> str:
        return capfirst(self.model._meta.verbose_name_plural)


class StoriesViewSet(DeskViewSet):
    model = StoryPage
    name = "stories"
    icon = "doc-full"
    menu_order = 110
    index_view_class = StoriesView
    filterset_class = StoryFilters
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        Column("section", label=_("Section"), accessor="section.title"),
        Column("form", label=_("Form"), accessor="get_form_display"),
        Column("authors", label=_("Authors"), accessor=authors_of),
        ReadsColumn(),
        StateColumn("status", label=_("Status"), sort_key="live"),
        StepColumn("step", label=_("Step")),
        CommentsColumn("comments", label=_("Comments")),
        DateColumn("published_at", label=_("Published"), sort_key="listed_at"),
    ]


class DossiersViewSet(DeskViewSet):
    model = DossierPage
    name = "dossiers"
    icon = "folder-open-inverse"
    menu_order = 120
    filterset_class = DossierFilters


class AlbumsViewSet(DeskViewSet):
    model = AlbumPage
    name = "albums"
    icon = "image"
    menu_order = 130


class VideosViewSet(DeskViewSet):
    model = VideoPage
    name = "videos"
    icon = "media"
    menu_order = 140


class MapsViewSet(DeskViewSet):
    model = FieldMapPage
    name = "maps"
    icon = "site"
    menu_order = 150


LISTINGS = (StoriesViewSet, DossiersViewSet, AlbumsViewSet, VideosViewSet, MapsViewSet)
