"""Two reports: reads of stories in a span of days, as a spreadsheet too; old stories that are read again."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from warraq.readership import figures
from warraq.readership.models import DailyReads, Standing
from warraq.stories.models import SectionPage, StoryPage

from .access import ForEditors
from .rows import AgainRow, SpanRow
from .spreadsheets import SafeSpreadsheet
from .stories import each_named, named
from .wording import in_users_language

SHOWN = 100
USUAL = timedelta(days=6)  # a week, with today


class SectionFilter(ModelChoiceFilter):
    """Of records that know a story by its number."""

    def __init__(self, **kwargs: Any) -> None:
        # By the number of the page: one that no page can have is then none of the choices.
        sections = SectionPage.objects.order_by("path")
        super().__init__(queryset=sections, to_field_name="id", label=_("Section"), **kwargs)

    def filter(self, rows: QuerySet, section: SectionPage | None) -> QuerySet:
        if section is None:
            return rows
        return rows.filter(story__in=StoryPage.objects.filter(section=section).values("page_ptr"))


class ReadsOfRowColumn(Column):
    """A number that leads to the page of the story's reads."""

    cell_template_name = "newsroom/readership/number.html"


class SpanFilters(WagtailFilterSet):
    # Counts are chosen by day before they are added up, so this one is read by the view.
    day = DateFromToRangeFilter(label=_("Read between"), widget=DateRangePickerWidget, method="leave")
    section = SectionFilter()

    class Meta:
        model = DailyReads
        fields: list[str] = []

    def leave(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows


class AgainFilters(WagtailFilterSet):
    section = SectionFilter()

    class Meta:
        model = Standing
        fields: list[str] = []


class ReadsReport(ForEditors, SafeSpreadsheet, ReportView):
    """What the two have in common: rows made of numbers, for the table and for the spreadsheet."""

    header_icon = "reads"

    @cached_property
    def wording(self) -> Any:
        return in_users_language()

    def rows(self, found: Any) -> Iterator[Any]:
        raise NotImplementedError

    def get_table(self, object_list: Any) -> Any:
        # A spreadsheet needs no table, and may be of the whole archive.
        return super().get_table([] if self.is_export else list(self.rows(object_list)))

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(self.rows(queryset), spreadsheet_format)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return item.exported()

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        paginator = super().get_paginator(*args, **kwargs)
        paginator.model = StoryPage  # what is counted, in words
        return paginator

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])


class StoriesReport(ReadsReport):
    """The most read of a span of days; the spreadsheet has all that was read in it."""

    page_title = _("Reads of stories")
    results_template_name = "newsroom/readership/report_results.html"
    index_url_name, index_results_url_name = "reads:stories", "reads:stories_results"
    filterset_class = SpanFilters
    paginate_by = None
    columns = [
        TitleColumn("story", label=_("Headline"), get_url=lambda row: row.story.reads_url, classname="title"),
        Column("section", label=_("Section"), accessor="story.section_title"),
        Column("published", label=_("Published"), accessor="published"),
        Column("reads", label=_("Reads"), accessor="reads"),
        Column("share", label=_("Read to the end"), accessor="share"),
    ]
    list_export = ["number", "headline", "section", "published", "reads", "ends"]
    export_headings = {
        "number": _("Number"),
        "headline": _("Headline"),
        "section": _("Section"),
        "published": _("Published"),
        "reads": _("Reads"),
        "ends": _("Read to the end"),
    }

    @cached_property
    def span(self) -> tuple[date, date]:
        """The days asked for, as typed; the last week where none are."""
        today = figures.day_of(timezone.now())
        form = self.filters.form
        chosen = form.cleaned_data.get("day") if form.is_valid() else None
        last = chosen.stop.date() if chosen and chosen.stop else today
        if chosen and chosen.start:
            return chosen.start.date(), last
        return (last - USUAL if last > date.min + USUAL else date.min), last

    def get_base_queryset(self) -> QuerySet:
        return figures.by_story(*self.span) if self.filters.is_valid() else DailyReads.objects.none()

    def get_filtered_queryset(self) -> Any:
        found = self.filter_queryset(self.get_base_queryset())
        # Read at once: a reader who takes the file slowly holds up no one.
        return list(found if self.is_export else found[:SHOWN])

    def rows(self, found: list[dict[str, Any]]) -> Iterator[SpanRow]:
        return (SpanRow(story, count, self.wording) for story, count in each_named(found))

    def get_filename(self) -> str:
        first, last = self.span
        return f"reads-{first}-{last}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        first, last = (self.wording.date(day) for day in self.span)
        words = gettext("Read from %(first)s to %(last)s; the %(count)s most read are listed, the file has all.")
        named_span = {"first": first, "last": last, "count": self.wording.number(SHOWN)}
        return super().get_context_data(*args, **kwargs) | {"explanation": words % named_span}


class AgainReport(ReadsReport):
    """Old stories that many read today: worth a look whether what they say still holds."""

    page_title = _("Old stories read again")
    results_template_name = "newsroom/readership/report_results.html"
    index_url_name, index_results_url_name = "reads:again", "reads:again_results"
    filterset_class = AgainFilters
    columns = [
        TitleColumn("story", label=_("Headline"), get_url=lambda row: row.story.edit_url, classname="title"),
        Column("section", label=_("Section"), accessor="story.section_title"),
        Column("published", label=_("Published"), accessor="published"),
        Column("updated", label=_("Last updated"), accessor="updated"),
        ReadsOfRowColumn("reads", label=_("Reads, 24 hours")),
        Column("usual", label=_("On other days"), accessor="usual"),
        Column("notes", label=_("Notes"), accessor="notes"),
    ]
    list_export = ["number", "headline", "section", "published", "updated", "reads", "usual", "notes"]
    export_headings = StoriesReport.export_headings | {
        "updated": _("Last updated"),
        "reads": _("Reads, 24 hours"),
        "usual": _("On other days"),
        "notes": _("Notes"),
    }

    def get_base_queryset(self) -> QuerySet:
        return figures.read_again(timezone.now())

    def rows(self, found: Any) -> Iterator[AgainRow]:
        standings = list(found)
        stories = named(standing.story for standing in standings)
        return (AgainRow(stories[standing.story], standing, self.wording) for standing in standings)

    def get_filename(self) -> str:
        return f"read-again-{figures.day_of(timezone.now())}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = gettext(
            "Stories older than 30 days with at least %(floor)s reads in the last 24 hours, "
            "and %(times)s times as many as on their other days of the last month."
        )
        numbers = {"floor": self.wording.number(figures.FLOOR), "times": self.wording.number(figures.TIMES)}
        return super().get_context_data(*args, **kwargs) | {"explanation": words % numbers}
