"""What waits for me: steps of workflows that I may take, the earliest due first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ..workflow.claiming import Taken, claim, may_take, release
from ..workflow.models import ReviewTask, Step
from ..workflow.queries import waiting_for
from .access import may_write
from .pages import Named, named_by_number, within
from .panels import Panel

MOST = 50  # steps that are looked at
SHOWN = 12
NAME = ("first_name", "last_name", "username")
BY, HELD_BY = "state__workflow_state__requested_by__", "claimed_by__"


@dataclass(frozen=True)
class Waiting:
    """A page at a step of its workflow: since when and until when, handed in by whom, in whose hands."""

    pk: int
    page: Named
    step: str
    since: datetime
    due_at: datetime | None
    due: str
    is_late: bool
    by: str
    held_by: str
    is_mine: bool

    @property
    def key(self) -> str:
        return f"step-{self.pk}"


class WaitingPanel(Panel):
    name = "waiting"
    heading = _("Waiting for me")
    empty = _("Nothing waits for you. What colleagues hand in for your step stands here, the earliest due first.")
    template_name = "newsroom/desk/waiting.html"
    order = 110
    is_aside = False

    @property
    def is_shown(self) -> bool:
        return may_write(self.desk.user) or may_review(self.desk.user)

    @cached_property
    def all(self) -> list[Waiting]:
        columns = ("pk", "page", "state__task__name", "state__started_at", "due_at", "claimed_by")
        people = (*(BY + part for part in NAME), *(HELD_BY + part for part in NAME))
        # Whoever may take a step sees its page.
        steps = within(waiting_for(self.desk.user), "page", self.desk, whoever=True)
        found = list(steps.values_list(*columns, *people)[:MOST])
        pages = named_by_number(row[1] for row in found)
        return [self._row(pages[row[1]], *row) for row in found if row[1] in pages]

    def _row(
        self, page: Named, pk: int, _page: int, step: str, since: Any, due: Any, held: Any, *names: Any
    ) -> Waiting:
        return Waiting(
            pk=pk,
            page=page,
            step=step,
            since=since,
            due_at=due,
            due=self.desk.when(due),
            is_late=bool(due and due < self.desk.now),
            by=_name(names[:3]),
            held_by=_name(names[3:]),
            is_mine=held == self.desk.user.pk,
        )

    @property
    def rows(self) -> list[Waiting]:
        return self.all[:SHOWN]

    @property
    def count(self) -> int:
        return len(self.all)

    @property
    def is_grave(self) -> bool:
        return any(row.is_late for row in self.all)


def may_review(user: Any) -> bool:
    """Who only approves has no right to pages, but steps wait for them all the same."""
    return ReviewTask.objects.filter(active=True, groups__user=user.pk).exists()


def _name(parts: Sequence[str | None]) -> str:
    first, last, username = parts
    return f"{first or ''} {last or ''}".strip() or username or ""


@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """“I have it”, and leaving it to the others again."""
    step = get_object_or_404(Step.objects.with_story(), pk=pk)
    if not may_take(step, request.user):
        raise PermissionDenied
    if request.POST.get("hold") == "leave":
        release(step, request.user)
    else:
        try:
            claim(step, request.user)
        except Taken as taken:
            who = taken.step.claimed_by
            messages.warning(request, gettext("%(who)s was quicker and has it.") % {"who": who or gettext("somebody")})
    return redirect("wagtailadmin_home")
