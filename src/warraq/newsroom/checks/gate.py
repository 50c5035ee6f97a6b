"""Blocking checks on the road out, and the reason with which somebody goes past one."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from warraq.audit.noting import note
from warraq.changes.pages import Problem
from warraq.stories.models import StoryPage

from ..policy import ADMIN
from .findings import Finding, Level
from .models import CheckOverride
from .weighing import findings_of

FIELD, LONGEST = "checks_reason", 300
EDITORS = re.compile(rf"{ADMIN}pages/(\d+/edit|add/\w+/\w+/\d+)/$")
PASSED = "warraq.check.passed"


@dataclass
class Passing:
    """What somebody with a reason went past in this request."""

    user: Any
    reason: str
    findings: list[Finding] = field(default_factory=list)


_passing: ContextVar[Passing | None] = ContextVar("warraq_passing_checks", default=None)


def blocking(page: Any) -> list[Problem]:
    """The gate: for stories, what blocks them by the rules of the house."""
    if not isinstance(page, StoryPage):
        return []
    found = findings_of(page, [Level.BLOCK])
    if not found:
        return []
    known = _passed(page)
    return [_problem(one) for one in found if (one.check, digest(one)) not in known and not _passes(page, one)]


def digest(finding: Finding) -> str:
    """The finding itself, in whatever language it is told."""
    told = f"{finding.check}\0{finding.field}\0{finding.block}\0{finding.about}"
    return sha256(told.encode()).hexdigest()


def _passed(page: Any) -> set[tuple[str, str]]:
    if not page.pk:
        return set()
    return set(CheckOverride.objects.filter(story=page.pk).values_list("check_name", "finding"))


def _passes(page: Any, finding: Finding) -> bool:
    passing = _passing.get()
    if passing is None or not finding.may_override:
        return False
    if not may_override(passing.user, page):
        return False
    if finding not in passing.findings:
        passing.findings.append(finding)
    return True


def may_override(user: Any, page: Any) -> bool:
    """Whoever has the right to publish the page, also where somebody else has to approve it first."""
    return page.permissions_for_user(user).can_unschedule() if page.pk else user.has_perm("wagtailadmin.access_admin")


def _problem(finding: Finding) -> Problem:
    words = str(finding.message)
    if finding.may_override:
        words = _("%(finding)s You may publish all the same with a reason (Checks).") % {"finding": words}
    return Problem(finding.field, words)


def write_down(request: HttpRequest, page: Any) -> None:
    """After the deed: what was passed, by whom, why; so that the schedule and later publications pass it too."""
    passing = _passing.get()
    if passing is None or not isinstance(page.specific, StoryPage):
        return
    for finding in passing.findings:
        facts = {"story_id": page.pk, "check_name": finding.check, "finding": digest(finding)}
        CheckOverride.objects.create(**facts, reason=passing.reason, user=passing.user)
        told = {"check": finding.check, "finding": str(finding.message), "reason": passing.reason}
        note(PASSED, actor=passing.user, subject=page.specific, request=request, data=told)
    passing.findings.clear()


@contextmanager
def passing(user: Any, reason: str) -> Iterator[None]:
    token = _passing.set(Passing(user, reason[:LONGEST]))
    try:
        yield
    finally:
        _passing.reset(token)


class OverrideMiddleware:
    """A form of the newsroom that names a reason goes past the checks that allow it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not EDITORS.match(request.path):
            return self.get_response(request)
        reason = request.POST.get(FIELD, "").strip()
        if not reason or not request.user.is_authenticated:
            return self.get_response(request)
        with passing(request.user, reason):
            return self.get_response(request)
