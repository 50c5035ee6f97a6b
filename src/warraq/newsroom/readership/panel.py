"""Beside a story's editor: how often it was read lately."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel

from warraq.readership import figures
from warraq.stories.models import StoryPage

from . import axes
from .access import may_see_reads
from .charts import draw
from .wording import in_users_language


class ReadsSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle reads")
        icon_name = "reads"
        has_counter = False

    name = "reads"
    title = gettext_lazy("Reads")
    template_name = "newsroom/readership/panel.html"
    order = 360

    @staticmethod
    def is_for(page: Any, user: Any) -> bool:
        """A story that readers have seen, and somebody who may see how often."""
        return isinstance(page, StoryPage) and bool(page.first_published_at) and may_see_reads(user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        wording = in_users_language()
        hours = figures.hours_of(self.object.pk, 24, timezone.now())
        title = gettext("By hour, last 24 hours")
        count = figures.total(hours)
        return super().get_context_data(parent_context) | {
            "number": wording.number(count.reads),
            "share": wording.share(count),
            "chart": draw("lately", title, hours, axes.hours(wording), wording),
        }
