"""Publishes and withdraws what is due. One refused story never holds up the others."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from warraq.changes.pages import IncompletePage

from .refusals import note_refusal


@dataclass
class Report:
    """What a run has done; `refused` pairs a page with the reasons."""

    published: list[Page] = field(default_factory=list)
    withdrawn: list[Page] = field(default_factory=list)
    refused: list[tuple[Page, list[str]]] = field(default_factory=list)


def publish_due() -> Report:
    """Withdraw what has expired, then publish every approved revision whose moment has come."""
    report, now = Report(), timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at").specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        report.withdrawn.append(page)
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in list(due):
        _publish(revision, report)
    return report


def _publish(revision: Revision, report: Report) -> None:
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except IncompletePage as error:
        report.refused.append((error.page, _take_off(revision, error)))
    else:
        report.published.append(revision.content_object)


def _take_off(revision: Revision, error: IncompletePage) -> list[str]:
    """Take a refused revision off the schedule, so that it is not tried for ever; the reasons."""
    with transaction.atomic():
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        return note_refusal(error, revision.user)
