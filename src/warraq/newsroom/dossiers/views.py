"""The dossier desk: every dossier with what it lacks, filters, and the fixes a press away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from warraq.dossiers.models import DossierPage

from ..explorer import sees_all_pages
from ..readership.access import ForEditors
from ..readership.wording import in_users_language
from . import changing
from .gaps import Gap, care_of, condition

PAGE = 30
OPEN, CLOSED, ALL = "", "closed", "all"


def dossiers_of(user: Any) -> QuerySet:
    dossiers = DossierPage.objects.select_related("responsible", "edition")
    if sees_all_pages(user):
        return dossiers
    if page_permission_policy.explorable_root_instance(user) is None:
        return dossiers.none()
    return dossiers.filter(pk__in=page_permission_policy.explorable_instances(user).values("pk"))


class DossierDeskView(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    """Those that wait longest for a review first."""

    template_name = "newsroom/dossiers/index.html"
    page_title = _("Dossier desk")
    header_icon = "folder-open-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        page = Paginator(self._chosen(now), PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "rows": care_of(page.object_list, now),
            "page": page,
            "older": self._address(p=page.next_page_number()) if page.has_next() else "",
            "newer": self._address(p=page.previous_page_number()) if page.has_previous() else "",
            "gaps": [self._choice("gap", gap.value, gap.label) for gap in Gap],
            "states": [
                self._choice("state", name, label)
                for name, label in ((OPEN, _("open")), (CLOSED, _("closed")), (ALL, _("all")))
            ],
            "mine": self._choice("mine", "1", _("mine")),
            "everything": self._address(gap=None, mine=None),
            "is_narrowed": bool(self._gap or self._is_mine),
            "wording": in_users_language(),
            "here": self.request.get_full_path(),
        }

    @property
    def _gap(self) -> Gap | None:
        asked = self.request.GET.get("gap")
        return next((gap for gap in Gap if gap.value == asked), None)

    @property
    def _is_mine(self) -> bool:
        return self.request.GET.get("mine") == "1"

    def _chosen(self, now: Any) -> QuerySet:
        dossiers, state = dossiers_of(self.request.user), self.request.GET.get("state", OPEN)
        if state != ALL:
            dossiers = dossiers.filter(state=DossierPage.State.CLOSED if state == CLOSED else DossierPage.State.OPEN)
        if self._is_mine:
            dossiers = dossiers.filter(responsible=self.request.user.pk)
        dossiers = dossiers.filter(condition(self._gap, now) if self._gap else Q())
        return dossiers.order_by("reviewed_on", "-pk")

    def _choice(self, name: str, value: str, label: Any) -> dict[str, Any]:
        """A filter as a link; the one that is on leads back out of it."""
        is_current = self.request.GET.get(name, "") == value
        return {"label": label, "url": self._address(**{name: None if is_current else value}), "is_current": is_current}

    def _address(self, **changes: Any) -> str:
        kept = {name: self.request.GET[name] for name in ("gap", "mine", "state") if self.request.GET.get(name)}
        query = urlencode({name: value for name, value in (kept | changes).items() if value})
        return reverse("dossier_desk:index") + (f"?{query}" if query else "")


def dossier_for(request: HttpRequest, pk: int) -> DossierPage:
    dossier = get_object_or_404(dossiers_of(request.user), pk=pk)
    if not dossier.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return dossier


def back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or "dossier_desk:index")


@require_POST
def reviewed(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary was looked through today and holds."""
    dossier = dossier_for(request, pk)

    def date(draft: DossierPage) -> None:
        draft.reviewed_on = timezone.localdate()

    try:
        is_live = changing.change(dossier, request.user, date)
    except changing.Locked as error:
        messages.warning(request, str(error))
    else:
        text = gettext("“%(title)s”: reviewed today.") % {"title": dossier.title}
        messages.success(request, changing.said(is_live, text))
    return back(request)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody makes a dossier that nobody looks after their own."""
    dossier = dossier_for(request, pk)

    def give(draft: DossierPage) -> None:
        draft.responsible_id = request.user.pk

    try:
        is_live = changing.change(dossier, request.user, give)
    except changing.Locked as error:
        messages.warning(request, str(error))
    else:
        text = gettext("“%(title)s” is yours to look after.") % {"title": dossier.title}
        messages.success(request, changing.said(is_live, text))
    return back(request)
