"""Who decided what about comments, as a report that can be saved as a table."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from warraq.comments.models import Action, Decision
from warraq.stories.models import StoryPage

from .access import ForModerators

ENDANGERED = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any, *args: Any) -> str:
    """A text that a spreadsheet does not take for a formula: readers' words come into its cells."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(ENDANGERED) else text


def deciders(request: Any) -> QuerySet:
    return get_user_model().objects.filter(Exists(Decision.objects.filter(by=OuterRef("pk")))).order_by("username")


class DecisionFilters(WagtailFilterSet):
    action = django_filters.ChoiceFilter(choices=Action.choices, label=_("Action"))
    by = django_filters.ModelChoiceFilter(queryset=deciders, label=_("Who"))
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = Decision
        fields: list[str] = []


class DecisionsView(ForModerators, ReportView):
    """The newest first. A moderator of some parts of the site sees the decisions about stories there."""

    results_template_name = "newsroom/moderation/decisions_results.html"
    page_title = _("Decisions about comments")
    header_icon = "comment"
    index_url_name = "moderation:decisions"
    index_results_url_name = "moderation:decisions_results"
    filterset_class = DecisionFilters
    model = Decision
    default_ordering = "-at"
    is_searchable = False
    list_export = ["at", "get_action_display", "by", "comment_id", "story", "reason", "before", "after"]
    export_headings = {
        "at": _("When"),
        "get_action_display": _("Action"),
        "by": _("Who"),
        "comment_id": _("Comment"),
        "story": _("Story"),
        "reason": _("Why"),
        "before": _("text before"),
        "after": _("text after"),
    }

    def get_queryset(self) -> QuerySet:
        decisions = Decision.objects.select_related("by").order_by("-at", "-pk")
        if self.reach.is_everywhere:
            return decisions
        stories = StoryPage.objects.filter(self.reach.of_stories())
        return decisions.filter(story__in=stories.values("pk"))

    def get_filename(self) -> str:
        return "decisions-about-comments"

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        # Spreadsheets take a file without the mark for one in an old Western encoding.
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset.iterator(chunk_size=500))

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])

    def decorate_paginated_queryset(self, decisions: Any) -> Any:
        if self.is_export:
            return decisions
        titles = dict(
            StoryPage.objects.filter(pk__in={decision.story for decision in decisions}).values_list("pk", "title")
        )
        for decision in decisions:
            decision.story_title = titles.get(decision.story, "")
        return decisions

    def get_preprocess_function(self, field: str, value: Any, export_format: str) -> Any:
        usual = super().get_preprocess_function(field, value, export_format)
        return usual if field == "at" else harmless
