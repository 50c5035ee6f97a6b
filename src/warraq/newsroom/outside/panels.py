"""Beside a story's editor: what reviewers outside have said."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel

from warraq.stories.models import StoryPage

from .models import ReviewAnswer, ReviewLink


class OutsideSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle outside review")
        icon_name = "mail"
        has_counter = False

    name = "outside"
    title = gettext_lazy("Outside review")
    template_name = "newsroom/outside/panel.html"
    order = 370

    @staticmethod
    def is_for(page: Any, user: Any) -> bool:
        """A story for which somebody has made a link."""
        return isinstance(page, StoryPage) and ReviewLink.objects.filter(page=page.pk).exists()

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        answers = ReviewAnswer.objects.filter(link__page=self.object.pk).select_related("link").order_by("-at")
        return super().get_context_data(parent_context) | {"answers": answers[:50], "page": self.object}
