"""Reports, pictures with problems: files gone or damaged first, then what keeps a page from being published."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from warraq.media.models import Image
from warraq.newsroom.rights.views import may_look


def problems_of(image: Image) -> str:
    """In the editor's language, the gravest first."""
    found = []
    if image.fault and not image.made:
        found.append(_("%(fault)s: shown nowhere") % {"fault": image.get_fault_display()})
    elif image.fault:
        found.append(_("%(fault)s: only the sizes made of it are left") % {"fault": image.get_fault_display()})
    if not image.description:
        found.append(_("no text for who cannot see it"))
    return " · ".join(found)


def with_faults(user: Any) -> QuerySet[Image]:
    """Pictures somebody may change whose file is gone or damaged."""
    # By the index of the moment: faults are few, pictures many.
    return _mine(user).filter(fault__gt="", fault_since__gt=datetime(2000, 1, 1, tzinfo=UTC))


def _mine(user: Any) -> QuerySet[Image]:
    return policy_registry.get_by_type(Image).instances_user_has_any_permission_for(user, ["change"])


class ProblemsView(ReportView):
    model = Image
    index_url_name = "picture_problems:index"
    index_results_url_name = "picture_problems:results"
    page_title = gettext_lazy("Pictures with problems")
    header_icon = "warning"
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn("title", label=gettext_lazy("Picture"), get_url=lambda image: _editor(image)),
        Column("problems", label=gettext_lazy("What is wrong"), accessor=problems_of),
        DateColumn("fault_since", label=gettext_lazy("Since")),
        Column("credit", label=gettext_lazy("Credit")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Image]:
        return _mine(self.request.user).filter(Q(fault__gt="") | Q(description=""))

    def order_queryset(self, queryset: QuerySet[Image]) -> QuerySet[Image]:
        return queryset.order_by("-fault", "-pk")


def _editor(image: Image) -> str:
    return reverse("wagtailimages:edit", args=[image.pk])
