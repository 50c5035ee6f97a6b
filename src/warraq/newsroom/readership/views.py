"""The page of one story's reads, and what is read now."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.readership import figures
from warraq.readership.models import HourlyReads
from warraq.stories.models import StoryPage

from . import axes
from .access import ForEditors
from .charts import draw
from .current import current
from .spreadsheets import SafeSpreadsheet
from .wording import in_users_language

HOURS, DAYS, YEAR = 48, 30, 364
EVERY = 30  # seconds between two looks at what is read now


class StoryView(ForEditors, SafeSpreadsheet, WagtailAdminTemplateMixin, TemplateView):
    """Reads of a story by hour and by day; every hour kept of it as a spreadsheet."""

    template_name = "newsroom/readership/story.html"
    header_icon = "reads"
    page_title = _("Reads")
    list_export = ["hour", "reads", "ends"]
    export_headings = {"hour": _("Hour"), "reads": _("Reads"), "ends": _("Read to the end")}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.zone = timezone.get_default_timezone()

    def get_page_subtitle(self) -> str:
        return self.story.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse_lazy("stories:index"), "label": StoryPage._meta.verbose_name_plural},
            {"url": edit, "label": self.story.title},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.story = get_object_or_404(StoryPage.objects.defer("body"), page_ptr__id=kwargs["pk"])
        if self.is_export:
            rows = HourlyReads.objects.filter(story=self.story.pk).order_by("hour")
            return self.as_spreadsheet(list(rows), request.GET["export"])
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])

    def get_filename(self) -> str:
        return f"reads-{self.story.pk}-by-hour"

    def to_row_dict(self, item: Model) -> dict[str, Any]:
        hour = item.hour.astimezone(self.zone).isoformat(timespec="minutes")
        return {"hour": hour, "reads": item.reads, "ends": item.ends}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pk, now, wording = self.story.pk, timezone.now(), in_users_language()
        of_a_year = "year" in self.request.GET
        hours = figures.hours_of(pk, HOURS, now)
        days = figures.days_of(pk, YEAR if of_a_year else DAYS, now)
        spans = {
            gettext("Last 24 hours"): figures.total(hours[-24:]),
            gettext("Last 7 days"): figures.total(days[-7:]),
            gettext("Last 30 days"): figures.total(days[-DAYS:]),
            gettext("Since it went out"): figures.all_of(pk),
        }
        return super().get_context_data(**kwargs) | {
            "story": self.story,
            "published": wording.date(self.story.published_at) if self.story.published_at else "",
            "figures": [(label, wording.number(sum_.reads), wording.share(sum_)) for label, sum_ in spans.items()],
            "hours": draw("hours", gettext("By hour, last 48 hours"), hours, axes.hours(wording), wording),
            "days": _days(days, wording, of_a_year),
            "of_a_year": of_a_year,
        }


def _days(days: list[figures.Bucket], wording: Any, of_a_year: bool) -> Any:
    if of_a_year:
        return draw("days", gettext("By week, last 52 weeks"), figures.weeks(days), axes.weeks(wording), wording)
    return draw("days", gettext("By day, last 30 days"), days, axes.days(wording), wording)


class NowView(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    """The last half hour. The part that changes is fetched again by a script; without it the page is loaded again."""

    template_name = "newsroom/readership/now.html"
    header_icon = "reads"
    page_title = _("Read now")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = current(timezone.now(), self.request.get_host(), in_users_language())
        return super().get_context_data(**kwargs) | {"now": found, "every": EVERY}


class NowResultsView(NowView):
    """That part alone."""

    template_name = "newsroom/readership/now_results.html"
