"""What went out last, with its reads of this hour and of a day."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition
from warraq.readership import figures
from warraq.stories.models import StoryPage

from ..readership.access import may_see_reads
from ..readership.charts import sparkline
from ..readership.column import HOURS
from .access import may_write
from .panels import SHOWN, Panel


@dataclass(frozen=True)
class Published:
    """A story that readers see. Its reads are told anew, but do not make it a newer row."""

    pk: int
    title: str
    section_title: str
    at: datetime
    address: str
    reads: Any = field(default=None, repr=False)

    @property
    def key(self) -> str:
        return f"page-{self.pk}"

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])


class PublishedPanel(Panel):
    name = "published"
    heading = _("Published lately")
    empty = _("Nothing has been published in this part of the site yet.")
    template_name = "newsroom/desk/published.html"
    order = 220

    @property
    def is_shown(self) -> bool:
        return may_write(self.desk.user)

    @cached_property
    def rows(self) -> list[Published]:
        stories = self._newest()
        hours = {}
        if may_see_reads(self.desk.user) and stories:
            hours = figures.hours_of_each([story.pk for story in stories], HOURS, self.desk.now)
        return [self._row(story, hours.get(story.pk)) for story in stories]

    def _newest(self) -> list[StoryPage]:
        """By the index of the section's or the edition's stories; of all of them, from the newest of each edition."""
        scope = self.desk.scope
        editions = Edition.objects.values_list("pk", flat=True)
        if scope.section:
            return self._of({"section": scope.section})
        owners = [scope.edition] if scope.edition else list(editions)
        found = [story for owner in owners for story in self._of({"edition": owner})]
        return sorted(found, key=lambda story: (story.listed_at, story.pk), reverse=True)[:SHOWN]

    def _of(self, owner: dict[str, int]) -> list[StoryPage]:
        stories = StoryPage.objects.listed().filter(**owner).newest_first().select_related("section")
        columns = ("title", "listed_at", "address_slug", "edition", "section__title", "section__slug")
        return list(stories.only(*columns)[:SHOWN])

    def _row(self, story: StoryPage, hours: list[int] | None) -> Published:
        wording = self.desk.wording
        reads = None
        if hours is not None:
            numbers = {"hour": wording.number(hours[-1]), "day": wording.number(sum(hours))}
            reads = {**numbers, "line": sparkline(hours)}
        return Published(story.pk, story.title, story.section.title, story.listed_at, story.url, reads)
