"""Reports, corrections: by section, kind and day, as a spreadsheet too."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from warraq.editions.models import Edition
from warraq.stories.models import Correction, SectionPage

from ..readership.access import ForEditors
from ..readership.spreadsheets import SafeSpreadsheet


class CorrectionFilters(WagtailFilterSet):
    kind = ChoiceFilter(choices=Correction.Kind.choices, label=_("Kind"))
    edition = ModelChoiceFilter(queryset=Edition.objects.all(), field_name="story__edition", label=_("Edition"))
    # By the number of the page: one that no page can have is then none of the choices.
    section = ModelChoiceFilter(
        queryset=SectionPage.objects.order_by("path"),
        to_field_name="id",
        field_name="story__section",
        label=_("Section"),
    )
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Correction
        fields: list[str] = []


class CorrectionsView(ForEditors, SafeSpreadsheet, ReportView):
    """The newest first, those of drafts too: what readers do not see yet says so."""

    model = Correction
    index_url_name = "corrections:index"
    index_results_url_name = "corrections:results"
    page_title = _("Corrections")
    header_icon = "edit"
    is_searchable = False
    paginate_by = 50
    filterset_class = CorrectionFilters
    columns = [
        TitleColumn("story", label=_("Story"), accessor="story.title", get_url=lambda row: _editor(row)),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("date", label=_("Date"), accessor=lambda row: f"{row.date:%Y-%m-%d}"),
        Column("text", label=_("Text")),
        Column("section", label=_("Section"), accessor="story.section.title"),
        Column("is_public", label=_("Status"), accessor=lambda row: _("live") if row.is_public else _("draft")),
    ]
    list_export = ["date", "get_kind_display", "story.title", "text", "story.section.title", "is_public"]
    export_headings = {
        "date": _("Date"),
        "get_kind_display": _("Kind"),
        "story.title": _("Story"),
        "text": _("Text"),
        "story.section.title": _("Section"),
        "is_public": _("Status"),
    }

    def get_base_queryset(self) -> QuerySet[Correction]:
        return Correction.objects.select_related("story__section")

    def order_queryset(self, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        return queryset.order_by("-date", "-pk")

    def get_filename(self) -> str:
        return "corrections"

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])

    def stream_csv(self, queryset: QuerySet[Correction]) -> Iterator[bytes]:
        yield from super().stream_csv(queryset.iterator(chunk_size=500))


def _editor(row: Correction) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.story_id])
