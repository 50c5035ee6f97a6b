"""The board of a front: what stands there, acts on the working copy, publishing, the preview."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from warraq.front import working
from warraq.front.arranged import Arranged
from warraq.front.trying import trying
from warraq.pagestore.rendering import render as render_for_readers
from warraq.pagestore.views import NotStored

from . import acts
from .access import fronts
from .base import ForTheDesk, FrontView
from .finding import FindForm
from .wording import deed_of, told

TOLD = 3  # steps of others that are read out at once


class IndexView(ForTheDesk):
    """The fronts there are."""

    template_name = "newsroom/board/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"fronts": fronts()}


class BoardView(FrontView):
    template_name = "newsroom/board/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        find = FindForm(self.request.GET, self.page.edition_id)
        return super().get_context_data(**kwargs) | self.parts_context() | {"find": find, "found": find.stories()}


class FoundView(FrontView):
    """The results of the search rail alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        find = FindForm(request.GET, self.page.edition_id)
        return render(request, "newsroom/board/found.html", self.parts_context() | {"found": find.stories()})


class StateView(FrontView):
    """Asked every few seconds: the number of the newest step; with what has changed if it is another."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.number == self.seen:
            return JsonResponse({"number": self.seen})
        steps = self.row.steps.filter(number__gt=self.seen).exclude(user=request.user.pk).defer("content")[:TOLD]
        said = " ".join(told(step) for step in reversed(steps))
        return JsonResponse({"said": said, **self.state()})


class ActView(FrontView):
    """Changes the working copy."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require(self.arranges)
        try:
            act = acts.read(self.page, request.POST)
            step = working.work(self.page, request.user, self.seen, act.kind, act.what, act.make)
        except ValidationError as error:
            return self.answer(" ".join(error.messages), 400)
        except working.Overtaken as overtaken:
            return self.answer(overtaken_by(overtaken), 409)
        return self.answer(_("Done: %(deed)s.") % {"deed": deed_of(step)} if step else _("Nothing has changed."))


class PublishView(FrontView):
    """Readers get the working copy."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require(self.publishes)
        try:
            working.publish(self.page, request.user, self.seen)
        except working.Overtaken as overtaken:
            return self.answer(overtaken_by(overtaken), 409)
        if standing := self.row.standing(timezone.now()):
            said = _("Published. Readers see it when the saved front “%(name)s” is over.") % {"name": standing["name"]}
            return self.answer(said)
        return self.answer(_("Published: readers have it."))


class PreviewView(FrontView):
    """The working copy as readers would get it, byte for byte."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = Arranged.from_json(self.row.working)
        # As the worker renders: in nobody's language, by nobody's clocks.
        with trying(self.page.pk, content), translation.override(settings.LANGUAGE_CODE), timezone.override(None):
            try:
                page = render_for_readers(self.page.url)
            except NotStored:
                return self.answer(_("Readers cannot open this front: it is not live, or private."), 400)
        response = HttpResponse(page.body)
        response.headers["Cache-Control"] = "private, no-store"
        return response


def overtaken_by(overtaken: working.Overtaken) -> str:
    who = told(overtaken.step)
    return _("Somebody was faster – %(what)s. Nothing of yours was done: look at the board and try again.") % {
        "what": who
    }
