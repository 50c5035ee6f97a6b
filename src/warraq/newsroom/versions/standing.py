"""What of a page is out, what comes next, and when: in one sentence for whoever edits it."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from ..stamps import stamp


def sentences_of(page: Any) -> list[str]:
    """Of a live page with a next version; of any other nothing."""
    if not (page.live and page.has_unpublished_changes):
        return []
    said = [_("You see the next version. Readers see the one of %(when)s.") % {"when": _published(page)}]
    scheduled = page.scheduled_revision
    if scheduled:
        when = {"when": stamp(scheduled.approved_go_live_at)}
        said.append(_("The next version takes its place on %(when)s.") % when)
    elif page.workflow_in_progress:
        said.append(_("The next version waits for approval: %(step)s.") % {"step": _step(page)})
    else:
        said.append(_("The next version has no time yet and stays a draft until it is published."))
    return said


def _published(page: Any) -> str:
    return stamp(page.last_published_at or page.first_published_at) if page.last_published_at else _("before")


def _step(page: Any) -> str:
    task = page.current_workflow_task
    return task.name if task else ""


def next_of(page: Any) -> Revision | None:
    """The version that will be seen next: the one with a time, else the newest draft."""
    return page.scheduled_revision or page.get_latest_revision()
