"""What a form says when it asks for more than the person may do: rights are asked before a form has changed a story."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from warraq.changes.pages import Problem
from warraq.stories import forms
from warraq.stories.models import StoryPage

from ..workflow.rules import needs_approval_below
from .rights import Reach, reach_of

NEEDS_APPROVAL = _("Somebody else has to approve this before it goes live: submit it instead.")
NO_RIGHT = _("You may not publish this form here. Save it as a draft or submit it.")
OTHER_FORM = _("Your rights do not include stories of this form here.")


def guard(form: forms.PublicPageForm) -> Iterator[Problem]:
    """Problems of the form as it was sent, in view of who sent it; silent about programs, which name nobody."""
    user = getattr(form, "for_user", None)
    if user is None:
        return
    page, is_new = form.instance, form.instance._state.adding
    parent = form.parent_page if is_new else page.get_parent()
    publishes = bool(form.data.get("action-publish"))
    if publishes and is_new and needs_approval_below(parent, user):
        yield Problem(None, NEEDS_APPROVAL)
    if isinstance(page, StoryPage) and not user.is_superuser and reach_of(user).knows_forms:
        yield from _of_form(reach_of(user), page, parent, publishes, user)


def _of_form(reach: Reach, page: StoryPage, parent: Page, publishes: bool, user: Any) -> Iterator[Problem]:
    asked = frozenset({page.form})
    actions = reach.actions(parent.path if page._state.adding else page.path, asked)
    if page._state.adding:
        may_write = "add" in actions
    else:
        task = page.current_workflow_task
        is_reviewed = bool(task and task.user_can_access_editor(page, user))
        may_write = "change" in actions or ("add" in actions and page.owner_id == user.pk) or is_reviewed
    if not may_write:
        yield Problem("form", OTHER_FORM)
    elif publishes and "publish" not in actions:
        yield Problem("form", NO_RIGHT)


def put_into_forms() -> None:
    if guard not in forms.GUARDS:
        forms.GUARDS.append(guard)
