"""The form of a film: its file comes with it, or has come in before it piece by piece."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminModelForm

from warraq.media.models import Incoming, Video
from warraq.media.models.films import ENDINGS
from warraq.media.receiving import IncomingFile, received

PIECE_MB = 4


class FilmInput(forms.ClearableFileInput):
    """A file input that a script turns into an upload in pieces; without it the file is sent with the form."""

    template_name = "newsroom/films/input.html"
    upload: Incoming | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        accepted = ",".join(f".{ending}" for ending in ENDINGS)
        context["widget"]["attrs"] |= {
            "accept": f"{accepted},video/*",
            "data-film-upload": reverse("films:uploads"),
            # No larger than what the process in front lets through.
            "data-piece": min(PIECE_MB, settings.SITE.upload_mb) * 1024 * 1024,
        }
        return context | {"upload": self.upload, "upload_name": self._number_name(name)}

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        file = received(data.get(self._number_name(name), ""))
        # A form that is sent back shows what has come in: Django forgets the files of such a form.
        self.upload = file.upload if file else None
        return file or super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        return not data.get(self._number_name(name)) and super().value_omitted_from_data(data, files, name)

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def _number_name(self, name: str) -> str:
        return f"{name}-upload"


class _TakesIncoming:
    """What has been moved out of the waiting room is forgotten there."""

    def save(self, commit: bool = True) -> Any:
        film = super().save(commit=commit)
        file = self.cleaned_data.get("file")
        if isinstance(file, IncomingFile):
            transaction.on_commit(partial(Incoming.objects.filter(pk=file.upload.pk).delete))
        return film


class FilmForm(_TakesIncoming, WagtailAdminModelForm):
    """In the list of films."""


class NewFilmForm(_TakesIncoming, forms.ModelForm):
    """In the chooser, beside the page that will show it."""

    class Meta:
        model = Video
        fields = ["title", "file", "poster", "credit"]
        widgets = {"file": FilmInput}
