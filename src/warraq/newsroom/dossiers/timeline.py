"""Events proposed for a dossier's timeline out of its stories: accepted, with other words if one likes, or refused."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.dossiers.models import DossierPage, Filing, TimelineEntry
from warraq.stories.models import StoryPage

from ..readership.access import ForEditors
from . import changing
from .models import RefusedEvent
from .views import dossier_for

SHOWN = 20


@dataclass(frozen=True)
class Proposal:
    """A story as an event: its day in the edition, headline and standfirst."""

    story: StoryPage
    day: date
    text: str

    def form(self) -> "EventForm":
        return EventForm(initial={"date": self.day, "text": self.text}, prefix=f"story-{self.story.pk}")


class EventForm(forms.Form):
    date = forms.DateField(label=_("date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    precision = forms.ChoiceField(label=_("known to the"), choices=TimelineEntry.Precision.choices)
    text = forms.CharField(label=_("what happened"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


def proposals(dossier: DossierPage) -> tuple[list[Proposal], int]:
    """The newest stories of the dossier that are no event of its newest draft and were not refused; how many in all."""
    draft = dossier.get_latest_revision_as_object()
    known = [event.story_id for event in draft.timeline.all() if event.story_id]
    refused = RefusedEvent.objects.filter(dossier=dossier.pk).values("story")
    filed = Filing.objects.filter(dossier=dossier.pk, story__listed_at__isnull=False)
    left = filed.exclude(story__in=known).exclude(story__in=refused).order_by("-story__listed_at", "-story")
    numbers = list(left.values_list("story", flat=True)[:SHOWN])
    stories = StoryPage.objects.filter(pk__in=numbers).defer("body").in_bulk()
    zone = dossier.edition.zone
    found = [
        Proposal(story, story.published_at.astimezone(zone).date(), _words(story))
        for story in (stories[number] for number in numbers)
    ]
    return found, left.count()


def _words(story: StoryPage) -> str:
    return f"{story.title}\n{story.standfirst}" if story.standfirst else story.title


class TimelineView(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsroom/dossiers/timeline.html"
    page_title = _("Events for the timeline")
    header_icon = "time"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.wrong: EventForm | None = None
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse("dossier_desk:index"), "label": gettext("Dossier desk")}
        return [*super().get_breadcrumbs_items(), desk, {"url": "", "label": self.dossier.title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.dossier = dossier_for(request, kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.dossier = dossier_for(request, kwargs["pk"])
        filed = Filing.objects.filter(dossier=self.dossier.pk, story=kwargs["story"])
        story = get_object_or_404(StoryPage.objects.listed().defer("body"), pk__in=filed.values("story"))
        if "refuse" in request.POST:
            RefusedEvent.objects.get_or_create(dossier=self.dossier, story=story, defaults={"by": request.user})
            messages.success(request, gettext("“%(title)s” will not be proposed again.") % {"title": story.title})
            return redirect("dossier_desk:timeline", self.dossier.pk)
        form = EventForm(request.POST, prefix=f"story-{story.pk}")
        if form.is_valid():
            return self._accept(request, story, form.cleaned_data)
        self.wrong = form
        return self.render_to_response(self.get_context_data())

    def _accept(self, request: HttpRequest, story: StoryPage, words: dict[str, Any]) -> HttpResponse:
        def add(draft: DossierPage) -> None:
            if story.pk not in {event.story_id for event in draft.timeline.all()}:
                draft.timeline.add(TimelineEntry(story=story, **words))

        try:
            is_live = changing.change(self.dossier, request.user, add)
        except changing.Locked as error:
            messages.warning(request, str(error))
        else:
            text = gettext("In the timeline: “%(title)s”.") % {"title": story.title}
            messages.success(request, changing.said(is_live, text))
        return redirect("dossier_desk:timeline", self.dossier.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, total = proposals(self.dossier)
        forms_of = [(proposal, self._form(proposal)) for proposal in found]
        return super().get_context_data(**kwargs) | {"dossier": self.dossier, "proposals": forms_of, "total": total}

    def _form(self, proposal: Proposal) -> EventForm:
        if self.wrong is not None and self.wrong.prefix == f"story-{proposal.story.pk}":
            return self.wrong
        return proposal.form()
