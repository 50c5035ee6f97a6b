"""Whose approval counts: a member of the step's roles, within their reach, and where it is asked never one's own."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import AbstractGroupApprovalTask, GroupApprovalTask, Page, TaskState

from ..reach.rights import reach_of

WAGTAILS = AbstractGroupApprovalTask


def is_own(page: Any, user: Any) -> bool:
    """Did this person submit it, or, while it was never published, begin it?"""
    state = page.current_workflow_state
    if state and state.requested_by_id == user.pk:
        return True
    return page.first_published_at is None and page.owner_id == user.pk


class Approval:
    """What a step asks of whoever takes it, before Wagtail's own answers, which know roles alone."""

    others_only = False

    def groups_of(self, user: Any) -> list[int]:
        return list(self.groups.filter(user=user.pk).values_list("pk", flat=True))

    def may_review(self, page: Any, user: Any) -> bool:
        if not user.is_active or user.is_superuser:
            return user.is_active
        groups = self.groups_of(user) if self._user_in_groups(user) else []
        return bool(groups) and (not isinstance(page, Page) or reach_of(user).may_approve(page, groups))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.may_review(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.may_review(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self.may_review(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_review(obj, user) or (self.others_only and isinstance(obj, Page) and is_own(obj, user)):
            return []
        return WAGTAILS.get_actions(self, obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet:
        states = WAGTAILS.get_task_states_user_can_moderate(self, user, **kwargs)
        if self.others_only:
            new = Q(step__page__owner=user, step__page__first_published_at=None)
            own = TaskState.objects.filter(Q(workflow_state__requested_by=user) | new)
            states = states.exclude(pk__in=own.values("pk"))
        if user.is_superuser:
            return states
        return reach_of(user).within_states(states, self.groups_of(user))


def bind_wagtails_own() -> None:
    """Steps of Wagtail's own kind, which a site may have made, are bound to the reach of roles as well."""
    for name, value in vars(Approval).items():
        if not name.startswith("__"):
            setattr(GroupApprovalTask, name, value)
