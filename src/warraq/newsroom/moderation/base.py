"""What all screens of moderation have in common."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import undoing
from .access import ForModerators
from .menu import header_buttons


class ModerationView(ForModerators, WagtailAdminTemplateMixin, TemplateView):
    """For moderators, below the queue; `next` is where a decision leads back to."""

    header_icon = "comment"
    page_title = trunk = _("Comments")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": reverse_lazy("moderation:queue"), "label": self.trunk}]
        return items if self.page_title == self.trunk else [*items, {"url": "", "label": self.get_page_title()}]

    def get_header_more_buttons(self) -> list[Any]:
        return header_buttons(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_undo = undoing.can_undo(self.request.session)
        return super().get_context_data(**kwargs) | {"can_undo": can_undo, "next": self.next}

    @property
    def next(self) -> str:
        """Where a decision leads back to."""
        return get_valid_next_url_from_request(self.request) or reverse("moderation:queue")
