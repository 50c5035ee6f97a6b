"""The column of reads in the list of stories: a number and a line of bars, by one query for the whole list."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from warraq.readership import figures

from .charts import sparkline
from .wording import in_users_language

HOURS = 24


class ReadsColumn(Column):
    """Not sortable: a million stories would be joined with what was counted of a few. The report is in that order."""

    cell_template_name = "newsroom/readership/column.html"

    def __init__(self) -> None:
        super().__init__("reads", label=_("Reads, 24 hours"), accessor="reads_lately", classname="reads-column")


def note_reads(stories: Iterable[Any]) -> None:
    """Give every story of a list that readers have seen its `reads_lately`; the others None."""
    seen = {story.pk for story in stories if story.first_published_at}
    hours = figures.hours_of_each(seen, HOURS, timezone.now()) if seen else {}
    wording = in_users_language()
    for story in stories:
        reads = hours.get(story.pk)
        story.reads_lately = (
            None if reads is None else {"number": wording.number(sum(reads)), "sparkline": sparkline(reads)}
        )
