"""The embargo of one page, and the list of all that are in force."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from warraq.stories import embargoes
from warraq.stories.models import Embargo

from ..explorer import sees_all_pages
from ..stamps import stamp
from . import access
from .forms import EmbargoForm


class EmbargoView(WagtailAdminTemplateMixin, TemplateView):
    """Sets it, changes it, lifts it. Every one of these is written into the page's history and the audit trail."""

    template_name = "newsroom/embargo/edit.html"
    page_title = _("Embargo")
    header_icon = "warraq-embargo"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(Page, pk=kwargs["pk"]).specific
        self.may_set = access.may_set(request.user, self.page)
        self.may_shorten = access.may_shorten(request.user, self.page)
        if not (self.may_set or self.may_shorten):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def embargo(self) -> Embargo | None:
        return Embargo.objects.filter(page=self.page.pk).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "lift" in request.POST:
            return self._lift()
        form = EmbargoForm(request.POST, instance=self.embargo, is_free=self.may_shorten)
        if form.is_valid():
            try:
                row = embargoes.put_under(
                    self.page, form.cleaned_data["until"], form.cleaned_data["reason"], request.user
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, gettext("Under embargo until %(moment)s.") % {"moment": stamp(row.until)})
                return self._back()
        return self.render_to_response(self.get_context_data(form=form))

    def _lift(self) -> HttpResponse:
        if not self.may_shorten:
            raise PermissionDenied
        if embargoes.lift(self.page, self.request.user):
            messages.success(self.request, gettext("The embargo has been lifted."))
        return self._back()

    def _back(self) -> HttpResponse:
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        editor = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk])}
        editor["label"] = self.page.get_admin_display_title()
        return [*super().get_breadcrumbs_items(), editor, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, form: EmbargoForm | None = None, **kwargs: Any) -> dict[str, Any]:
        in_force = self.embargo if self.embargo and self.embargo.is_in_force else None
        form = form or EmbargoForm(instance=self.embargo, is_free=self.may_shorten)
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "form": form,
            "media": form.media,
            "in_force": in_force,
            "is_waiting": embargoes.waiting_revision(self.page) is not None,
            "may_shorten": self.may_shorten,
        }


class EmbargoesView(ReportView):
    """What is held back, the next to lift first."""

    model = Embargo
    index_url_name, index_results_url_name = "embargo:index", "embargo:results"
    page_title = _("Embargoes")
    header_icon = "warraq-embargo"
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn("page", label=_("Page"), accessor="page.title", get_url=lambda row: _editor(row)),
        # A column of dates says how long ago, also of what is to come.
        Column("until", label=_("Embargo until"), accessor=lambda row: stamp(row.until)),
        Column("state", label=_("Status"), accessor=lambda row: _state(row)),
        Column("reason", label=_("Reason or source")),
        Column("by", label=_("Set by"), accessor=lambda row: row.by.get_username() if row.by else ""),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.may_list(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Embargo]:
        # A revision knows its page by a number written in letters.
        number = Cast(OuterRef("page_id"), CharField())
        waiting = Revision.page_revisions.filter(object_id=number, approved_go_live_at__isnull=False)
        rows = Embargo.objects.in_force().select_related("page", "by").annotate(is_waiting=Exists(waiting))
        if sees_all_pages(self.request.user):
            return rows
        return rows.filter(page__in=page_permission_policy.explorable_instances(self.request.user).values("pk"))

    def order_queryset(self, queryset: QuerySet[Embargo]) -> QuerySet[Embargo]:
        return queryset.order_by("until", "pk")


def _editor(row: Embargo) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.page_id])


def _state(row: Embargo) -> Any:
    return _("approved, goes live by itself") if row.is_waiting else _("not approved yet")
