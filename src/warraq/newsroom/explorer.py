"""The explorer of a section with a hundred thousand stories: nothing is counted or joined that a row tells already."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages import edit as pages
from wagtail.admin.views.pages.listing import EditedByFilter, ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.permissions import page_permission_policy

from warraq.stories.models import StoryPage

from .moderation.panels import StoryCommentsPanel
from .outside.panels import OutsideSidePanel
from .readership.panel import ReadsSidePanel
from .versions.views import CompareView
from .workflow.panels import StepPanel


def sees_all_pages(user: Any) -> bool:
    root = page_permission_policy.explorable_root_instance(user)
    # Such as a legal reviewer, who has no right to pages but while a step asks for it.
    return root is not None and root.is_root()


def _users(request: HttpRequest) -> QuerySet:
    return get_user_model().objects.order_by("last_name", "first_name", "username")


class ChildrenFilters(GenericPageFilterSet):
    """Offers every user. Wagtail looks through all pages and their whole history for those who own or edited one."""

    owner = MultipleUserFilter(label=_("Owner"), queryset=_users, widget=CheckboxSelectMultiple)
    edited_by = EditedByFilter(label=_("Edited by"), queryset=_users, widget=CheckboxSelectMultiple)


class ChildrenView(ExplorableIndexView):
    """For who sees all pages: children are chosen without a join with every page, and their number is the parent's."""

    @property
    def is_plain(self) -> bool:
        return not (self.is_searching or self.is_filtering) and sees_all_pages(self.request.user)

    def get_base_queryset(self) -> QuerySet:
        if not self.is_plain:
            return super().get_base_queryset()
        return self.annotate_queryset(self.model._default_manager.child_of(self.parent_page))

    def get_table(self, object_list: Any) -> Any:
        # A story's address has its section in it.
        prefetch_related_objects([page for page in object_list if isinstance(page, StoryPage)], "section")
        return super().get_table(object_list)

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "-path"]

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        if self.is_plain:
            paginator.count = self.parent_page.numchild
        return paginator


BESIDE = (StepPanel, ReadsSidePanel, StoryCommentsPanel, OutsideSidePanel)


class EditView(pages.EditView):
    """With a story's reads, its readers' comments and answers from outside beside it."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not (self.expects_json_response or self.hydrate_create_view):
            user = self.request.user
            panels += [kind(self.page, self.request) for kind in BESIDE if kind.is_for(self.page, user)]
        return panels


class NewsroomPageViewSet(PageViewSet):
    """Of every kind of page; Wagtail's own, but for the explorer and what stands beside the editor."""

    index_view_class = ChildrenView
    edit_view_class = EditView
    revisions_compare_view_class = CompareView
    filterset_class = ChildrenFilters
