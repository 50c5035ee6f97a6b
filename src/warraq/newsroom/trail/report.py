"""Who did what, the newest first; a table for a spreadsheet, lines for a program."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from warraq.audit import exporting
from warraq.audit.models import Entry
from warraq.audit.noting import note
from warraq.audit.sealing import seal

from ..readership.spreadsheets import SafeSpreadsheet
from .access import ForReaders
from .wording import action_of, choices, details_of, kind_of

ALL = "audit.exported"


class TrailFilters(WagtailFilterSet):
    action = django_filters.ChoiceFilter(choices=choices, label=_("Action"))
    actor_name = django_filters.CharFilter(lookup_expr="icontains", label=_("Who"))
    title = django_filters.CharFilter(lookup_expr="icontains", label=_("What"))
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = Entry
        fields: list[str] = []


class TrailView(ForReaders, SafeSpreadsheet, ReportView):
    model = Entry
    page_title = _("Audit trail")
    header_icon = "history"
    index_url_name, index_results_url_name = "audit_trail:index", "audit_trail:results"
    results_template_name = "newsroom/trail/results.html"
    filterset_class = TrailFilters
    default_ordering = "-pk"
    is_searchable = False
    list_export = ["number", "at", "actor_name", "action", "title", "kind", "details", "network", "seal"]
    export_headings = {
        "number": _("Number"),
        "at": _("When"),
        "actor_name": _("Who"),
        "action": _("Action"),
        "title": _("What"),
        "kind": _("Kind"),
        "details": _("Details"),
        "network": _("Network"),
        "seal": _("Seal"),
    }

    def get_base_queryset(self) -> QuerySet[Entry]:
        return Entry.objects.order_by("-pk")

    def decorate_paginated_queryset(self, entries: Any) -> Any:
        if not self.is_export:
            for entry in entries:
                _describe(entry)
        return entries

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        lines = Button(_("Download all as JSON lines"), reverse("audit_trail:lines"), icon_name="download", priority=90)
        return [*super().header_more_buttons, lines]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        note(ALL, request=self.request, data={"format": spreadsheet_format})
        return super().as_spreadsheet(_each_described(queryset), spreadsheet_format)

    def to_row_dict(self, item: Entry) -> dict[str, Any]:
        return {field: getattr(item, field) for field in self.list_export}

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])

    def get_filename(self) -> str:
        return "audit-trail"


class LinesView(ForReaders, View):
    """The whole trail with its seals, which `sha256sum` and a few lines of any language can check."""

    def get(self, request: HttpRequest) -> HttpResponse:
        note(ALL, request=request, data={"format": "jsonl"})
        seal()
        entries = Entry.objects.filter(number__isnull=False).order_by("number")
        response = StreamingHttpResponse(exporting.as_lines(entries), content_type="application/jsonl; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="audit-trail.jsonl"'
        return response


def _each_described(entries: Any) -> Iterator[Entry]:
    for entry in entries.iterator(chunk_size=1_000):
        yield _describe(entry)


def _describe(entry: Entry) -> Entry:
    # Texts of other tongues than the row's columns: a spreadsheet has the words of whoever asks for it.
    entry.kind, entry.details, entry.action = kind_of(entry), details_of(entry), action_of(entry)
    return entry
