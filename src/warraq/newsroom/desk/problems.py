"""What is wrong on the site and somebody at a desk can do something about, the gravest first."""

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, Revision

from warraq.changes import states
from warraq.changes.models import ConsumerPosition
from warraq.language.direction import isolated
from warraq.operations import places
from warraq.operations.health import ROOM

from ..pictures.problems import with_faults
from ..refreshes.access import may_look
from ..refreshes.worker import SILENCE
from ..refusals import REFUSED
from ..workflow.queries import late_steps
from .pages import named_by_number, of_pages, within
from .panels import SHOWN, Panel
from .scheduled import LATE

SLOW = 60.0  # seconds the site may be behind the newsroom
REMEMBERED = timedelta(days=2)  # for how long a refused publication is told


@dataclass(frozen=True)
class Problem:
    """`url` leads to where it is mended; empty where only the operator can."""

    key: str
    text: str
    advice: str = ""
    url: str = ""
    is_grave: bool = False


class ProblemsPanel(Panel):
    name = "problems"
    heading = _("Problems")
    empty = _("Nothing is wrong: schedules are kept, readers see what you publish, no picture is lost.")
    template_name = "newsroom/desk/problems.html"
    order = 205

    @property
    def is_shown(self) -> bool:
        return may_look(self.desk.user) or self.is_for_operators

    @cached_property
    def is_for_operators(self) -> bool:
        return self.desk.user.has_perm("audit.view_entry")

    @cached_property
    def rows(self) -> list[Problem]:
        found = [*self._worker(), *self._consumers(), *self._room()]
        if may_look(self.desk.user):
            found += [*self._late(), *self._late_steps(), *self._refused(), *self._pictures()]
        return sorted(found, key=lambda problem: not problem.is_grave)

    @property
    def is_grave(self) -> bool:
        return any(problem.is_grave for problem in self.rows)

    def _worker(self) -> Iterator[Problem]:
        told = told_by_worker()
        age = time.time() - told.get("at", 0)
        if age > SILENCE:
            yield Problem(
                "worker",
                gettext("The worker is away: nothing you publish or schedule reaches readers"),
                gettext("Tell the operator: `warraq serve` or `warraq worker` has to run."),
                is_grave=True,
            )
        elif told.get("lag", 0) > SLOW:
            text = gettext("Readers see the site as it was more than a minute ago")
            yield Problem("lag", text, gettext("It catches up by itself."), reverse("refreshes:index"), is_grave=True)
        if failing := told.get("failing", 0):
            words = ngettext("%(n)s page cannot be drawn anew", "%(n)s pages cannot be drawn anew", failing)
            text = words % {"n": self.desk.wording.number(failing)}
            yield Problem("failing", text, gettext("Readers still see what it was before."), reverse("refreshes:index"))

    def _consumers(self) -> Iterator[Problem]:
        for name in ConsumerPosition.objects.exclude(error="").order_by("name").values_list("name", flat=True)[:SHOWN]:
            text = gettext("“%(name)s” cannot go on following what is published") % {"name": name}
            yield Problem(f"consumer-{name}", text, gettext("Tell the operator: `warraq doctor` says why."))
        if left := len(states.set_aside()):
            words = ngettext("%(n)s change was set aside", "%(n)s changes were set aside", left)
            text = words % {"n": self.desk.wording.number(left)}
            yield Problem("set-aside", text, gettext("Tell the operator: `warraq doctor` says why."))

    def _room(self) -> Iterator[Problem]:
        if shutil.disk_usage(settings.DATA).free < ROOM:
            text = gettext("The disk of the site is nearly full")
            yield Problem("room", text, gettext("Tell the operator before the next upload fails."), is_grave=True)

    def _late(self) -> Iterator[Problem]:
        late = of_pages(Revision.page_revisions.filter(approved_go_live_at__lt=self.desk.now - LATE))
        late = within(late, "page_number", self.desk).order_by("approved_go_live_at")
        rows = list(late.values_list("page_number", "approved_go_live_at")[:SHOWN])
        pages = named_by_number(number for number, _at in rows) if rows else {}
        for number, at in rows:
            if page := pages.get(number):
                text = gettext("“%(title)s” was due at %(when)s and is not out")
                said = text % {"title": isolated(page.title), "when": self.desk.when(at)}
                yield Problem(f"late-{page.pk}", said, url=page.edit_url, is_grave=True)

    def _late_steps(self) -> Iterator[Problem]:
        """Steps nobody has decided in time, whoever they wait for."""
        late = within(late_steps(self.desk.now), "page", self.desk)
        steps = list(late.values_list("page", "state__task__name", "due_at")[:SHOWN])
        pages = named_by_number(page for page, _task, _at in steps) if steps else {}
        for number, task, at in steps:
            if page := pages.get(number):
                text = gettext("“%(title)s” has waited at “%(step)s” since it was due at %(when)s")
                said = text % {"title": isolated(page.title), "step": isolated(task), "when": self.desk.when(at)}
                yield Problem(f"step-{page.pk}", said, url=page.edit_url)

    def _refused(self) -> Iterator[Problem]:
        """Publications that were refused on a road without a form, until the page has been published or put right."""
        since = self.desk.now - REMEMBERED
        rows = within(PageLogEntry.objects.filter(action=REFUSED, timestamp__gt=since), "page", self.desk)
        rows = rows.order_by("-timestamp")
        last: dict[int, Any] = {}
        for page, at, data in rows.values_list("page", "timestamp", "data")[: 2 * SHOWN]:
            last.setdefault(page, (at, data))
        pages = named_by_number(last) if last else {}
        for pk, (at, data) in last.items():
            page = pages.get(pk)
            is_mended = page is None or (page.edited_at and page.edited_at > at)
            if not is_mended:
                text = gettext("“%(title)s” was not published") % {"title": isolated(page.title)}
                yield Problem(f"refused-{pk}", text, " ".join(data.get("reasons", ())), page.edit_url)

    def _pictures(self) -> Iterator[Problem]:
        if count := with_faults(self.desk.user).count():
            words = ngettext(
                "The file of %(n)s picture is gone or damaged", "The files of %(n)s pictures are gone or damaged", count
            )
            text = words % {"n": self.desk.wording.number(count)}
            yield Problem("lost-pictures", text, url=reverse("picture_problems:index"))


def told_by_worker() -> dict[str, Any]:
    """What the worker of this machine wrote a second ago; empty if it never did."""
    try:
        return json.loads(places.status(settings.DATA).read_text("ascii"))
    except (OSError, ValueError):
        return {}
