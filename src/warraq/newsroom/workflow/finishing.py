"""What Wagtail does at the end of a workflow. Loaded while Wagtail's models are made: it imports none."""

from typing import Any


def publish(workflow_state: Any, user: Any = None) -> None:
    """The approvals were the permission: whoever gives the last one need not have the right to publish."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
