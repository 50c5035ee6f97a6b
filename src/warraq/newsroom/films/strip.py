"""The pictures out of a film, side by side, and the page on which one of them becomes its poster."""

from dataclasses import dataclass
from typing import Any

import av
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from warraq.changes.models import Change
from warraq.films.cues import stamp
from warraq.films.opening import NotAFilm
from warraq.galleries.models import VideoPage
from warraq.media import making
from warraq.media.models import Image, Video

from .access import may_change


@dataclass(frozen=True)
class Tile:
    """One picture of the strip: its moment in seconds, and where it lies in the file, in pixels."""

    seconds: float
    written: str
    url: str
    offset: int
    width: int
    height: int


def tiles_of(video: Video) -> list[Tile]:
    work = getattr(video, "encoding", None)
    if not (work and work.strip):
        return []
    strip, url = work.strip, video.file.storage.url(work.strip["name"])
    return [
        Tile(seconds, stamp(seconds)[3:8], url, -number * strip["width"], strip["width"], strip["height"])
        for number, seconds in enumerate(strip["times"])
    ]


class PosterForm(forms.Form):
    """A moment, and what the picture shows."""

    seconds = forms.FloatField(label=gettext_lazy("Moment, in seconds"), min_value=0)
    description = forms.CharField(label=gettext_lazy("What the picture shows, for who cannot see it"), max_length=255)


class PosterView(WagtailAdminTemplateMixin, TemplateView):
    """Choose among the pictures of the strip, or name any other moment."""

    template_name = "newsroom/films/poster.html"
    header_icon = "image"
    page_title = gettext_lazy("Poster out of the film")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.film = get_object_or_404(Video.objects.select_related("encoding"), pk=kwargs["pk"])
        is_picture_allowed = policy_registry.get_by_type(Image).user_has_permission(request.user, "add")
        if not (may_change(request.user) and is_picture_allowed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        film = {"url": edit_url(self.film), "label": self.film.title}
        return [*super().get_breadcrumbs_items(), film, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or PosterForm(initial={"seconds": self.request.GET.get("at", "0")})
        return super().get_context_data(**kwargs) | {
            "form": form,
            "film": self.film,
            "tiles": tiles_of(self.film),
            "chosen": form["seconds"].value(),
            "edit_url": edit_url(self.film),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PosterForm(request.POST)
        if form.is_valid():
            try:
                self._take(form.cleaned_data["seconds"], form.cleaned_data["description"])
            except (av.FFmpegError, NotAFilm, OSError):
                form.add_error("seconds", _("No picture could be taken there."))
            else:
                messages.success(request, _("The film has a new poster."))
                return redirect(edit_url(self.film))
        return self.render_to_response(self.get_context_data(form=form))

    def _take(self, seconds: float, description: str) -> None:
        with transaction.atomic():
            image = making.poster_from(self.film, seconds)
            image.description, image.uploaded_by_user = description, self.request.user
            image.save()
            self.film.poster = image
            self.film.save(update_fields=["poster"])
            # Pages of videos keep the poster with them, for lists.
            pages = VideoPage.objects.filter(film=self.film)
            for page in pages:
                Change.objects.note(Change.Kind.EDITED, page.object_key, set())
            pages.update(lead_picture=image)


def edit_url(video: Video) -> str:
    return reverse(Video.snippet_viewset.get_url_name("edit"), args=[video.pk])
