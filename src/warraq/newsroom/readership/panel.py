"""Beside a story's editor: how often it was read lately."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView

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


class EditViewWithReads(EditView):
    """Wagtail's own, with a panel more for stories that readers have seen."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        is_whole = not (self.expects_json_response or self.hydrate_create_view)
        is_read = isinstance(self.page, StoryPage) and self.page.first_published_at
        if is_whole and is_read and may_see_reads(self.request.user):
            panels.append(ReadsSidePanel(self.page, self.request))
        return panels
