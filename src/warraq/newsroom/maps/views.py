"""A table is pasted or sent, read, shown with what is wrong, and its events added to the map's draft."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.fieldmaps.basemap.names import Place, country_name, places_like
from warraq.fieldmaps.models import FieldMapPage, MapEvent, MapLayer
from warraq.fieldmaps.reading import Reading, read_events, without_known

LARGEST = 2_000_000


class TableForm(forms.Form):
    """A table pasted, or as a file."""

    text = forms.CharField(
        label=_("Table"),
        help_text=_("Copied from a spreadsheet, CSV or GeoJSON. The first row names the columns."),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("or a file"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if file := found.get("file"):
            if file.size > LARGEST:
                raise forms.ValidationError(_("The file is too large."))
            try:
                found["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("The file is not text in UTF-8.")) from error
        if not found.get("text"):
            raise forms.ValidationError(_("Paste a table or choose a file."))
        return found


@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """Places whose names begin with what an editor has typed, those in the countries of the map first."""
    language = (get_language() or "ar")[:2]
    text, near = request.GET.get("q", "")[:80], request.GET.get("near", "")[:400].split()
    found = places_like(text, language, near)
    return JsonResponse({"places": [_offered(place, language) for place in found]})


def _offered(place: Place, language: str) -> dict[str, Any]:
    return asdict(place) | {"country": country_name(place.country, language)}


class TableView(WagtailAdminTemplateMixin, TemplateView):
    """“Check” shows the report; “add” puts what can be taken into the draft and leaves the rest in the field."""

    template_name = "newsroom/maps/table.html"
    header_icon = "table"
    page_title = _("Events from a table")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(FieldMapPage, pk=kwargs["pk"])
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.page = page.get_latest_revision_as_object()
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [*super().get_breadcrumbs_items(), {"url": edit, "label": self.page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or TableForm(),
            "reading": kwargs.get("reading"),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = TableForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        text = form.cleaned_data["text"]
        reading = without_known(read_events(text, self.page.country_codes), self.page.events.all())
        if "add" in request.POST and reading.taken:
            add_events(self.page, reading, request.user)
            count = len(reading.taken)
            said = ngettext(
                "%(count)d event was added to the draft.", "%(count)d events were added to the draft.", count
            )
            messages.success(request, said % {"count": count})
            if not reading.refused:
                return redirect("wagtailadmin_pages:edit", self.page.pk)
            text, reading = reading.rest, Reading(refused=reading.refused)
        return self.render_to_response(self.get_context_data(form=TableForm({"text": text}), reading=reading))


@transaction.atomic
def add_events(page: FieldMapPage, reading: Reading, user: Any) -> None:
    """A new revision of the map with the rows that were taken; layers they name and it lacks are made."""
    known = {layer.name for layer in page.layers.all()}
    names = dict.fromkeys(row.values["layer"] for row in reading.taken)
    colours = MapLayer.Colour.values
    for name in (name for name in names if name and name not in known):
        number = page.layers.count()
        page.layers.add(MapLayer(name=name, colour=colours[number % len(colours)], sort_order=number))
    page.events.add(*(MapEvent(**row.values) for row in reading.taken))
    page.save_revision(user=user, log_action=True)
