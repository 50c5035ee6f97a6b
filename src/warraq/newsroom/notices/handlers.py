"""Of which deeds whom is told."""

from typing import Any

from wagtail.admin import signal_handlers as wagtails
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import page_published, task_approved, task_rejected

from ..workflow.claiming import claimed
from ..workflow.handlers import step_made
from ..workflow.models import Step
from ..workflow.queries import takers_of
from .making import people, tell
from .models import Kind, Notice

NAME = "warraq.newsroom.notices"


def connect() -> None:
    step_made.connect(tell_of_waiting, dispatch_uid=f"{NAME}.waiting")
    claimed.connect(tell_of_claim, dispatch_uid=f"{NAME}.claimed")
    task_approved.connect(tell_of_approval, dispatch_uid=f"{NAME}.approved")
    task_rejected.connect(tell_of_return, dispatch_uid=f"{NAME}.returned")
    page_published.connect(tell_of_publication, dispatch_uid=f"{NAME}.published")


def replace_wagtails() -> None:
    """Wagtail's own letters about workflows tell the same. Its app, made ready after ours, would connect them."""
    wagtails.register_signal_handlers = lambda: None


def tell_of_waiting(step: Step, actor: Any = None, **kwargs: Any) -> None:
    tell(takers_of(step), Kind.WAITING, step.page, actor=actor, step=step.task_name, due_at=step.due_at)


def tell_of_claim(step: Step, actor: Any = None, **kwargs: Any) -> None:
    tell([step.submitter], Kind.CLAIMED, step.page, actor=actor, step=step.task_name)


def tell_of_return(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    _tell_authors(instance, Kind.RETURNED, user)


def tell_of_approval(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    _read(instance)
    page, authors = _page_of(instance), _authors_of(instance.workflow_state)
    if page is None:
        return
    # The last approval publishes, and whoever is told of that need not be told of the approval too.
    told = Notice.objects.filter(page=page, kind=Kind.PUBLISHED, at__gte=instance.finished_at)
    told = set(told.values_list("user", flat=True))
    receivers = [author for author in authors if author.pk not in told]
    tell(receivers, Kind.APPROVED, page, actor=user, step=instance.task.name, comment=instance.comment)


def tell_of_publication(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Its owner and whoever submitted this version, unless they published it themselves."""
    if not instance.live:
        return  # only approved: it waits for its schedule or its embargo, and Wagtail says the same of it
    states = WorkflowState.objects.filter(task_states__revision=revision) if revision else ()
    submitters = [state.requested_by_id for state in states]
    if not instance.owner_id and not any(submitters):
        return
    context = get_active_log_context()
    actor = context.user if context and context.user and context.user.pk else None
    tell(people(instance.owner_id, *submitters), Kind.PUBLISHED, instance, actor=actor)


def _tell_authors(state: TaskState, kind: Kind, actor: Any) -> None:
    _read(state)
    if page := _page_of(state):
        authors = _authors_of(state.workflow_state)
        tell(authors, kind, page, actor=actor, step=state.task.name, comment=state.comment)


def _read(state: TaskState) -> None:
    """Nobody need look at “waits for you” any more."""
    done = Notice.objects.filter(kind__in=(Kind.WAITING, Kind.LATE), read_at=None, step=state.task.name)
    done.filter(page__steps__state=state).update(read_at=state.finished_at)


def _page_of(state: TaskState) -> Page | None:
    found = state.workflow_state.content_object
    return found if isinstance(found, Page) else None


def _authors_of(state: WorkflowState) -> list[Any]:
    return people(state.requested_by_id, getattr(state.content_object, "owner_id", None))
