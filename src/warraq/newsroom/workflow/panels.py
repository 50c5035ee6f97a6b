"""The steps of a story beside its editor and in lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import Column
from wagtail.models import TaskState

from ..notices.wording import name_of
from .claiming import may_take
from .models import Step
from .queries import step_of, steps_of


class StepBox(Component):
    """Who has the step, until when, what was said last; with buttons for those who may take it."""

    template_name = "newsroom/workflow/step.html"

    def __init__(self, page: Any, user: Any) -> None:
        self.page, self.user = page, user
        self.step = step_of(page)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        state = self.page.current_workflow_state
        step, user = self.step, self.user
        is_taker = bool(step and may_take(step, user))
        return {
            "page": self.page,
            "state": state,
            "step": step,
            "tasks": state.all_tasks_with_status() if state else [],
            "submitter": name_of(state.requested_by) if state and state.requested_by else "",
            "holder": name_of(step.claimed_by) if step and step.claimed_by else "",
            "is_mine": bool(step and step.claimed_by_id == user.pk),
            "is_taker": is_taker,
            "is_held_up": bool(step and state.requested_by_id == user.pk and not is_taker),
            "last": _last_word(state),
        }


def _last_word(state: Any) -> TaskState | None:
    """The newest comment of a colleague on this way through the workflow."""
    if state is None:
        return None
    said = TaskState.objects.filter(workflow_state=state).exclude(comment="").select_related("finished_by")
    return said.order_by("-finished_at", "-pk").first()


class StepPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle step of the workflow")
        icon_name = "tasks"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            step = self.panel.box.step
            return super().get_context_data(parent_context) | {"count": 1 if step else 0}

    name = "step"
    title = _("Step of the workflow")
    template_name = "newsroom/workflow/side_panel.html"
    order = 150

    def __init__(self, page: Any, request: Any) -> None:
        self.box = StepBox(page, request.user)
        super().__init__(page, request)

    @classmethod
    def is_for(cls, page: Any, user: Any) -> bool:
        return bool(page.pk and page.current_workflow_state)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"box": self.box.render_html(parent_context)}


class StepColumn(Column):
    """Where a story is and who has it; one query for all rows of a page."""

    cell_template_name = "newsroom/workflow/step_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context, table = super().get_cell_context_data(instance, parent_context), parent_context["table"]
        if not hasattr(table, "open_steps"):
            table.open_steps = steps_of(page.pk for page in table.data)
        step: Step | None = table.open_steps.get(instance.pk)
        return context | {"step": step, "holder": name_of(step.claimed_by) if step and step.claimed_by else ""}

    def get_value(self, instance: Any) -> str:
        return ""
