"""What goes out by itself or is held back, the soonest first; what should be out and is not comes first of all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from warraq.stories.models import Embargo

from .access import may_write
from .pages import Named, named_by_number, of_pages, within
from .panels import SHOWN, Panel

LATE = timedelta(minutes=2)
MOST = 100  # of each kind


@dataclass(frozen=True)
class Scheduled:
    """A page with the hour at which it goes out, or until which an embargo holds it back, or both."""

    page: Named
    at: datetime
    when: str
    is_late: bool
    embargo: str

    @property
    def key(self) -> str:
        return f"{self.page.key}-{self.at.timestamp():.0f}"


class ScheduledPanel(Panel):
    name = "scheduled"
    heading = _("Scheduled and under embargo")
    empty = _("Nothing is scheduled or held back. What is given an hour or an embargo in its editor stands here.")
    template_name = "newsroom/desk/scheduled.html"
    order = 210

    @property
    def is_shown(self) -> bool:
        return may_write(self.desk.user)

    @cached_property
    def all(self) -> list[Scheduled]:
        revisions = of_pages(Revision.page_revisions.filter(approved_go_live_at__isnull=False))
        revisions = within(revisions, "page_number", self.desk).order_by("approved_go_live_at")
        going = list(revisions.values_list("page_number", "approved_go_live_at")[:MOST])
        in_force = within(Embargo.objects.in_force(self.desk.now), "page", self.desk).order_by("until")
        held = dict(in_force.values_list("page", "until")[:MOST])
        goes = {pk for pk, _at in going}
        pages = named_by_number(goes | set(held))
        only_held = [(pk, until) for pk, until in held.items() if pk not in goes]
        found = sorted([*going, *only_held], key=lambda pair: pair[1])
        return [self._row(pages[pk], at, held.get(pk)) for pk, at in found if pk in pages]

    def _row(self, page: Named, at: datetime, until: datetime | None) -> Scheduled:
        is_late = at < self.desk.now - LATE and until is None
        return Scheduled(page, at, self.desk.when(at), is_late, self.desk.when(until))

    @property
    def rows(self) -> list[Scheduled]:
        return self.all[:SHOWN]

    @property
    def count(self) -> int:
        return len(self.all)

    @property
    def is_grave(self) -> bool:
        return any(row.is_late for row in self.all)

    @property
    def onward(self) -> str:
        return reverse("stories:index") + "?state=scheduled"
