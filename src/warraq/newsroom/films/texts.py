"""Captions and chapters of a film: a list of cues beside the film, or its text; read from files, looked over, kept."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.films import cues
from warraq.media import films
from warraq.media.models import Video, VideoCaptions

from .access import may_change
from .strip import edit_url

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


@dataclass(frozen=True)
class Text:
    """Captions or chapters that are there, with where they are edited."""

    label: str
    kind: str
    language: str
    url: str


def texts_of(video: Video) -> list[Text]:
    return [
        Text(row.label, row.get_kind_display(), row.language, _url(video, row.kind, row.language))
        for row in video.captions.order_by("kind", "pk")
    ]


def _url(video: Video, kind: str, language: str) -> str:
    return reverse("films:text", args=[video.pk, kind, language])


def name_of(language: str) -> str:
    try:
        return get_language_info(language)["name_local"]
    except KeyError:
        return language


class CuesForm(forms.Form):
    """The text of a WebVTT file, or a file that takes its place."""

    language = forms.RegexField(
        rf"^{LANGUAGE}$", label=gettext_lazy("Language, by its code"), max_length=12, initial="ar"
    )
    label = forms.CharField(label=gettext_lazy("Name that readers choose by"), max_length=60)
    text = forms.CharField(
        label=gettext_lazy("Cues, as WebVTT or SubRip"),
        required=False,
        max_length=films.CAPTIONS_LIMIT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto", "spellcheck": "true", "data-cues-text": ""}),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file (WebVTT, SubRip), which takes the place of what stands there"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt", "data-cues-file": ""}),
    )
    is_transcript = forms.BooleanField(
        label=gettext_lazy("These words are the transcript under the film, too"), required=False
    )

    def __init__(self, *args: Any, film: Video, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.film, self.kind = film, kind
        if kind == VideoCaptions.Kind.CHAPTERS:
            del self.fields["is_transcript"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        file = found.get("file")
        if file and file.size > films.CAPTIONS_LIMIT:
            raise ValidationError(_("Captions files are at most 2 MB."))
        given = file.read() if file else found.get("text", "").strip()
        if file:
            self._show(given)
        if not given:
            raise ValidationError(_("Write a cue, or choose a file."))
        read = films.cues_in(given)
        if self.kind == VideoCaptions.Kind.CHAPTERS:
            read = cues.as_chapters(read, self.film.seconds)
        if wrong := cues.faults(read, self.film.seconds):
            raise ValidationError(films.in_words(wrong))
        found["cues"] = read
        return found

    def _show(self, data: bytes) -> None:
        """What a file holds stands in the field from now on, so that what is wrong with it can be mended there."""
        try:
            text = cues.decode(data)
        except cues.FaultyCues:
            return
        self.data = self.data.copy()
        self.data["text"] = text


class TextView(WagtailAdminTemplateMixin, TemplateView):
    """One language of one kind."""

    template_name = "newsroom/films/text.html"
    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.film = get_object_or_404(Video, pk=kwargs["pk"])
        self.kind, self.language = kwargs["kind"], kwargs["language"]
        if self.kind not in VideoCaptions.Kind.values:
            raise Http404
        if not may_change(request.user):
            raise PermissionDenied
        self.row = self.film.captions.filter(kind=self.kind, language=self.language).first()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        is_chapters = self.kind == VideoCaptions.Kind.CHAPTERS
        return _("Chapters of the film") if is_chapters else _("Captions of the film")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        film = {"url": edit_url(self.film), "label": self.film.title}
        return [*super().get_breadcrumbs_items(), film, {"url": "", "label": self.get_page_title()}]

    def _form(self, *args: Any) -> CuesForm:
        found = self.row.cues() if self.row else []
        initial = {
            "language": self.language,
            "label": self.row.label if self.row else name_of(self.language),
            "text": cues.write(found) if found else "",
        }
        return CuesForm(*args, film=self.film, kind=self.kind, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or self._form(),
            "film": self.film,
            "kind": self.kind,
            "row": self.row,
            "edit_url": edit_url(self.film),
            "is_bidi": get_language_info(self.language)["bidi"] if self.language in dict(settings.LANGUAGES) else None,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" in request.POST and self.row:
            self._remove()
            return redirect(edit_url(self.film))
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self._keep(form.cleaned_data)
        count = len(form.cleaned_data["cues"])
        said = ngettext("%(count)d cue has been saved.", "%(count)d cues have been saved.", count)
        messages.success(request, said % {"count": count})
        return redirect(_url(self.film, self.kind, form.cleaned_data["language"]))

    @transaction.atomic
    def _keep(self, found: dict[str, Any]) -> None:
        """In the transaction in which pages are told."""
        rows = VideoCaptions.objects.filter(video=self.film, kind=self.kind, language=found["language"])
        row = rows.first() or VideoCaptions(video=self.film, kind=self.kind, language=found["language"])
        row.label = found["label"]
        row.put(found["cues"])
        row.save()
        if found.get("is_transcript"):
            self.film.transcript = cues.as_prose(found["cues"])
        self.film.save()

    @transaction.atomic
    def _remove(self) -> None:
        self.row.delete()
        self.film.save()
        messages.success(self.request, _("«%(label)s» has been removed.") % {"label": self.row.label})
