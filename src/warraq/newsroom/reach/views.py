"""Who may do what where: one table of roles, one of people, a form for each."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Task

from warraq.audit.noting import note
from warraq.stories.models import StoryPage

from . import powers
from .forms import PersonForm, RoleForm
from .levels import Level, standing_of
from .models import Limit

CHANGED = "auth.reach_changed"
RIGHTS = ("auth.change_group", "people.change_user")


def may_set(user: Any) -> bool:
    return user.is_active and user.has_perms(RIGHTS)


class _Screen(WagtailAdminTemplateMixin):
    header_icon = "group"
    page_title = gettext_lazy("Who may do what where")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_set(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class ReachView(_Screen, TemplateView):
    template_name = "newsroom/reach/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limits = list(Limit.objects.select_related("user", "group").prefetch_related("sections__edition"))
        of_groups = {limit.group_id: limit for limit in limits if limit.group_id}
        known, steps = powers.known(), _steps()
        groups = Group.objects.prefetch_related("permissions", "user_set").order_by("pk")
        roles = [_row_of(group, of_groups.get(group.pk), known, steps) for group in groups]
        people = [(limit.user, limit, _forms(limit)) for limit in limits if limit.user_id]
        free = get_user_model().objects.filter(is_active=True, limit=None, is_superuser=False).order_by("username")
        return super().get_context_data(**kwargs) | {"roles": roles, "people": people, "free": free}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The choice of a person without limits is a plain form of this page.
        person = request.GET.get("person", "")
        if person.isascii() and person.isdigit() and len(person) < 19:
            return redirect("reach:person", person)
        return super().get(request, *args, **kwargs)


def _row_of(group: Group, limit: Limit | None, known: list[Any], steps: dict[int, list[str]]) -> dict[str, Any]:
    standing = standing_of(group)
    return {
        "group": group,
        "standing": standing,
        "has_pages": standing.level != Level.NONE,
        "forms": _forms(limit),
        "powers": powers.of_group(group, known),
        "steps": steps.get(group.pk, []),
        "people": len(group.user_set.all()),
    }


def _forms(limit: Limit | None) -> list[Any]:
    return [StoryPage.Form(form).label for form in limit.forms] if limit else []


def _steps() -> dict[int, list[str]]:
    """Which steps of workflows in use each group decides about."""
    found: dict[int, list[str]] = {}
    for task in Task.objects.filter(active=True, workflow_tasks__workflow__active=True).distinct().specific():
        for pk in task.groups.values_list("pk", flat=True) if hasattr(task, "groups") else ():
            found.setdefault(pk, []).append(task.name)
    return found


class _Form(_Screen, FormView):
    template_name = "newsroom/reach/form.html"
    model: Any
    holder = ""

    @cached_property
    def object(self) -> Any:
        # SQLite keeps 64 bits: a number that nobody can have is nobody's.
        if self.kwargs["number"] >= 1 << 63:
            raise Http404
        return get_object_or_404(self.model, pk=self.kwargs["number"])

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial", None)
        return kwargs | {self.holder: self.object}

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], items[-1] | {"url": reverse("reach:index")}, {"url": "", "label": str(self.object)}]

    def form_valid(self, form: Any) -> HttpResponse:
        note(CHANGED, subject=self.object, request=self.request, data=form.save())
        messages.success(self.request, _("The rights of “%(name)s” have been saved.") % {"name": escape(self.object)})
        return redirect("reach:index")


class RoleView(_Form):
    model, holder, form_class = Group, "group", RoleForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"standing": standing_of(self.object), "role": self.object}


class PersonView(_Form):
    model, holder, form_class = get_user_model(), "user", PersonForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"person": self.object}
