"""Reports, picture rights: what ends soon first, at the end what has ended."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from warraq.media.models import Image

SOON = timedelta(days=14)


def state_of(image: Image) -> str:
    """In one word or two; «ends soon» within a fortnight."""
    if not image.may_be_shown:
        return _("ended: shown nowhere")
    return _("ends soon") if image.rights_end - timezone.now() < SOON else _("shown")


class RightsView(ReportView):
    model = Image
    index_url_name = "rights:index"
    index_results_url_name = "rights:results"
    page_title = gettext_lazy("Picture rights")
    header_icon = "image"
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn("title", label=gettext_lazy("Picture"), get_url=lambda image: _editor(image)),
        Column("rights_end", label=gettext_lazy("May be shown until"), accessor=lambda image: _end_of(image)),
        Column("state", label=gettext_lazy("State"), accessor=state_of),
        Column("credit", label=gettext_lazy("Credit")),
        Column("licence", label=gettext_lazy("Licence")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Image]:
        policy = policy_registry.get_by_type(Image)
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return mine.filter(rights_end__isnull=False)

    def order_queryset(self, queryset: QuerySet[Image]) -> QuerySet[Image]:
        return queryset.annotate(
            has_ended=Case(When(rights_end__lte=timezone.now(), then=Value(1)), default=Value(0))
        ).order_by("has_ended", "rights_end")


def may_look(user: Any) -> bool:
    return policy_registry.get_by_type(Image).user_has_permission(user, "change")


def _end_of(image: Image) -> str:
    # Wagtail's column of dates says how long ago, also of what is to come.
    return f"{timezone.localtime(image.rights_end):%Y-%m-%d %H:%M}"


def _editor(image: Image) -> str:
    return reverse("wagtailimages:edit", args=[image.pk])
