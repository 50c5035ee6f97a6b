"""The report: one table, counted now."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..readership.wording import in_users_language
from ..trail.access import ForReaders
from .holdings import HOLDINGS, Holding


class PrivacyView(ForReaders, WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsroom/privacy/index.html"
    page_title = _("Personal data")
    header_icon = "user"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wording = in_users_language()
        rows = [_row(holding, wording) for holding in HOLDINGS]
        return super().get_context_data(**kwargs) | {"rows": rows}


def _row(holding: Holding, wording: Any) -> dict[str, Any]:
    return {"holding": holding, "days": holding.days(), "count": wording.number(holding.rows())}
