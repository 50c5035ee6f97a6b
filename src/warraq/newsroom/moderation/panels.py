"""Comments on the newsroom's other pages: a story's editor, the list of stories."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import Column

from warraq.comments.models import State
from warraq.stories.models import StoryPage

from .access import may_moderate, reach_of
from .rows import counts_of_stories


class StoryCommentsPanel(BaseSidePanel):
    """How many comments a story has in each state, beside its editor."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle readers' comments")
        icon_name = "openquote"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"count": self.panel.counts[State.WAITING]}

    name = "readers-comments"
    title = _("Readers' comments")
    template_name = "newsroom/moderation/side_panel.html"
    order = 350

    def __init__(self, story: StoryPage, request: Any) -> None:
        self.counts = counts_of_stories([story.pk])[story.pk]
        super().__init__(story, request)

    @classmethod
    def is_for(cls, page: Any, user: Any) -> bool:
        return isinstance(page, StoryPage) and may_moderate(user) and reach_of(user).reaches(page)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        states = [(state.value, state.label, self.counts[state]) for state in State if self.counts[state]]
        return super().get_context_data(parent_context) | {"states": states}


class CommentsColumn(Column):
    """How many comments of a story are shown and how many wait; one query for all rows of a page."""

    cell_template_name = "newsroom/moderation/counts_cell.html"

    def get_cell_context_data(self, instance: StoryPage, parent_context: Any) -> dict[str, Any]:
        context, table = super().get_cell_context_data(instance, parent_context), parent_context["table"]
        if not hasattr(table, "comment_counts"):
            table.comment_counts = counts_of_stories([story.pk for story in table.data])
            table.may_moderate = may_moderate(parent_context["request"].user)
        counts = table.comment_counts[instance.pk]
        numbers = {"approved": counts[State.APPROVED], "waiting": counts[State.WAITING]}
        return context | numbers | {"may_moderate": table.may_moderate}

    def get_value(self, instance: StoryPage) -> str:
        return ""
