"""What is done with lines of today's list: added, edited, marked, given a story, taken off."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.editions.models import Edition
from warraq.stories.models import SectionPage

from ..reach.guard import OTHER_FORM
from .access import ForWriters, may_change, may_plan, may_write, may_write_form
from .forms import LineForm, NewLineForm
from .models import PlannedStory
from .planning import start_story
from .scope import Scope, scope_of

State = PlannedStory.State
HOME = "wagtailadmin_home"
ANCHOR = "#panel-today"
# What one press sets, by the name of the button.
MARKS: dict[str, dict[str, Any]] = {
    "photo": {"needs_photo": True},
    "no-photo": {"needs_photo": False},
    "map": {"needs_map": True},
    "no-map": {"needs_map": False},
    "done": {"state": State.DONE},
    "drop": {"state": State.DROPPED},
    "open": {"state": State.ASSIGNED},
}


def home() -> str:
    return reverse(HOME) + ANCHOR


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def answer(request: HttpRequest, text: str, key: str = "", is_wrong: bool = False) -> HttpResponse:
    """For the script a word and which line to look at; without scripts the desk again, with the word above it."""
    if wants_json(request):
        return JsonResponse({"text": text, "key": key}, status=409 if is_wrong else 200)
    (messages.error if is_wrong else messages.success)(request, text)
    return redirect(home())


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    if not may_plan(request.user):
        raise PermissionDenied
    form = NewLineForm(request.POST)
    if not form.is_valid():
        return answer(request, " ".join(error for errors in form.errors.values() for error in errors), is_wrong=True)
    scope = scope_of(request.user)
    line = PlannedStory(title=form.cleaned_data["title"], owner=form.cleaned_data["owner"], due_at=form.due_at())
    line.section = SectionPage.objects.filter(pk=scope.section).first()
    line.edition = _edition(scope)
    line.state = State.ASSIGNED if line.owner else State.IDEA
    line.made_by = line.changed_by = request.user
    line.save()
    return answer(request, gettext("On the list: “%(title)s”.") % {"title": line.title}, f"line-{line.pk}")


def _edition(scope: Scope) -> Edition:
    chosen = Edition.objects.filter(pk=scope.edition).first() if scope.edition else None
    return chosen or Edition.objects.get(code=settings.LANGUAGE_CODE)


def line_to_change(request: HttpRequest, pk: int) -> PlannedStory:
    line = get_object_or_404(PlannedStory.objects.select_related("section", "story", "owner"), pk=pk)
    if not may_change(request.user, line):
        raise PermissionDenied
    return line


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: needs a photo, needs a map, done, dropped, open again, mine."""
    name = request.POST.get("mark", "")
    if name == "take":
        line = get_object_or_404(PlannedStory, pk=pk)
        if not may_write(request.user) or (line.owner_id and not may_change(request.user, line)):
            raise PermissionDenied
        fields: dict[str, Any] = {"owner": request.user}
    else:
        line, fields = line_to_change(request, pk), MARKS.get(name, {})
    if fields and line.change(request.user, line.version, **fields):
        return answer(request, gettext("Changed: “%(title)s”.") % {"title": line.title}, f"line-{line.pk}")
    return answer(request, gettext("The line was changed meanwhile: look at it again."), f"line-{line.pk}", True)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the line's story, or go on with the one there is."""
    line = line_to_change(request, pk)
    if line.story_id:
        return redirect("wagtailadmin_pages:edit", line.story_id)
    if line.section is None:
        messages.warning(request, gettext("Choose the section in which the story is to stand, then begin it."))
        return redirect("desk:edit", line.pk)
    if not line.section.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    if not may_write_form(request.user, line):
        messages.error(request, OTHER_FORM)
        return redirect(home())
    story = start_story(line, request.user)
    return redirect("wagtailadmin_pages:edit", story.pk)


class EditLineView(ForWriters, WagtailAdminTemplateMixin, TemplateView):
    """All of a line: as a page, or for the script as the form alone, which stands in the line's place."""

    page_title = _("A line of today’s list")
    header_icon = "list-ul"

    def get_template_names(self) -> list[str]:
        return ["newsroom/desk/line_form.html" if self.is_fragment else "newsroom/desk/line.html"]

    @property
    def is_fragment(self) -> bool:
        return self.request.headers.get("X-Requested-With") == "XMLHttpRequest"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.line = line_to_change(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form(self) -> LineForm:
        return LineForm(instance=self.line)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LineForm(request.POST, instance=self.line)
        if form.is_valid():
            names = [name for name in form.cleaned_data if name != "version"]
            fields = {name: form.cleaned_data[name] for name in names}
            if self.line.change(request.user, form.cleaned_data["version"], **fields):
                return answer(
                    request, gettext("Changed: “%(title)s”.") % {"title": self.line.title}, f"line-{self.line.pk}"
                )
            form = self._changed_meanwhile(request)
        return self.render_to_response(self.get_context_data(form=form))

    def _changed_meanwhile(self, request: HttpRequest) -> LineForm:
        """What was typed stays; whoever presses again writes it over what the other has written."""
        present = PlannedStory.objects.select_related("changed_by").get(pk=self.line.pk)
        form = LineForm({**request.POST.dict(), "version": present.version}, instance=present)
        form.is_valid()
        who = present.changed_by or gettext("somebody")
        said = gettext(
            "%(who)s has changed this line meanwhile. Yours is below and not saved yet: save again to keep it."
        )
        form.add_error(None, said % {"who": who})
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        context = super().get_context_data(**kwargs)
        return context | {"form": form, "line": self.line, "media": form.media}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse(HOME), "label": gettext("Desk")}, {"url": "", "label": self.get_page_title()}]
