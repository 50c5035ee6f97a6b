"""What a page's history says of its steps."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .claiming import CLAIMED, DUE, RELEASED


def log_actions(actions: Any) -> None:
    actions.register_action(CLAIMED, _("Take a step"), _("Took the step: has it now"))
    actions.register_action(RELEASED, _("Leave a step"), _("Left the step to the others"))
    actions.register_action(DUE, _("Due time of a step"), _("Changed when the step is due"))
