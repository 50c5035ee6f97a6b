"""What the newsroom does when a page is not complete enough to go live, on the roads that have no form."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page

from warraq.changes.pages import IncompletePage
from warraq.stories.models import embargo_of

REFUSED = "warraq.publish.refused"


class RefusedFormatter(LogFormatter):
    """Prints the reasons beside the entry in a page's history."""

    label = _("Publication refused")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Publication refused: %(reasons)s") % {"reasons": " ".join(log_entry.data["reasons"])}


def note_refusal(error: IncompletePage, user: Any = None) -> list[str]:
    """Write the refusal into the page's history, in the language of its edition; the reasons as written."""
    with override(error.page.locale.language_code):
        reasons = reasons_of(error)
    log(instance=error.page, action=REFUSED, user=user, data={"reasons": reasons})
    return reasons


def reasons_of(error: IncompletePage) -> list[str]:
    return [str(problem.message) for problem in error.problems]


class PublishComplete(PublishBulkAction):
    """Publishes what is complete of the chosen pages; the rest stays as it is, named with reasons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused: list[IncompletePage] = []
        self.waiting: list[Page] = []

    def get_execution_context(self) -> dict[str, Any]:
        return super().get_execution_context() | {"refused": self.refused, "waiting": self.waiting}

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        include_descendants: bool = False,
        user: Any = None,
        refused: list[IncompletePage] | None = None,
        waiting: list[Page] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        refused = [] if refused is None else refused
        published = [page for page in objects if _publish(page.specific, user, refused)]
        below = 0
        for parent in published if include_descendants else ():
            drafts = parent.get_descendants().not_live().specific()
            below += sum(_may(page, user) and _publish(page, user, refused) for page in drafts.iterator())
        if waiting is not None:
            waiting += [page for page in published if embargo_of(page)]
        return len(published), below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if self.refused:
            held = [(error.page, reasons_of(error)) for error in self.refused]
            messages.error(self.request, render_to_string("newsroom/held_back.html", {"held": held}))
        if self.waiting:
            names = "، ".join(f"«{page.title}»" for page in self.waiting)
            messages.warning(self.request, gettext("Approved, waiting for an embargo: %(names)s") % {"names": names})
        num_parent_objects -= len(self.waiting)
        if not num_parent_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


def _may(page: Page, user: Any) -> bool:
    return user is None or page.permissions_for_user(user).can_publish()


def _publish(page: Page, user: Any, refused: list[IncompletePage]) -> bool:
    try:
        (page.get_latest_revision() or page.save_revision(user=user)).publish(user=user)
    except IncompletePage as error:
        refused.append(error)
        return False
    return True
