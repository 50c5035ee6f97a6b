"""Taking, leaving and timing a step; choosing the workflow of the site."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import workflow_permission_policy

from ..notices.wording import name_of
from . import claiming, ready
from .models import ReadyWorkflow, Step
from .panels import StepBox

Act = Callable[[HttpRequest, Step], str]


def _of_a_step(act: Act) -> Callable[..., HttpResponse]:
    """For whoever may decide about the step. Scripts get the box anew as JSON, forms a message and the way back."""

    @wraps(act)
    def answer(request: HttpRequest, number: int) -> HttpResponse:
        # SQLite keeps 64 bits: a number that no step can have is none.
        if number >= 1 << 63:
            raise Http404
        step = get_object_or_404(Step.objects.with_story(), pk=number)
        if not claiming.may_take(step, request.user):
            if step.is_open or not step.page.permissions_for_user(request.user).can_edit():
                raise PermissionDenied
            return _answer(request, step, "", _("This step is over."))
        try:
            return _answer(request, step, act(request, step), "")
        except claiming.Taken as taken:
            holder = taken.step.claimed_by
            words = _("%(who)s was quicker and has it now.") % {"who": name_of(holder)} if holder else ""
            return _answer(request, step, "", words or _("This step is over."))
        except forms.ValidationError as wrong:
            return _answer(request, step, "", " ".join(wrong.messages))

    return require_POST(answer)


def _answer(request: HttpRequest, step: Step, done: str, refused: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        box = StepBox(step.page.specific, request.user).render_html({"request": request})
        return JsonResponse({"html": box, "text": done or refused}, status=409 if refused else 200)
    if refused:
        messages.error(request, escape(refused))
    else:
        messages.success(request, escape(done))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("wagtailadmin_pages:edit", step.page_id)


@_of_a_step
def claim(request: HttpRequest, step: Step) -> str:
    claiming.claim(step, request.user)
    return _("You have it now.")


@_of_a_step
def release(request: HttpRequest, step: Step) -> str:
    claiming.release(step, request.user)
    return _("It is free for the others again.")


@_of_a_step
def due(request: HttpRequest, step: Step) -> str:
    claiming.set_due(step, request.user, _moment(request.POST.get("due", "")))
    return _("The due time has been saved.")


def _moment(written: str) -> datetime | None:
    """In the time zone of whoever typed it, as browsers send it; nothing is no due time."""
    field = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    try:
        return field.clean(written.strip())
    except (ValueError, OverflowError) as error:
        raise forms.ValidationError(_("This is no date and time.")) from error


class ApprovalForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Before a story goes live"), choices=ReadyWorkflow.Kind.choices, widget=forms.RadioSelect
    )


class ApprovalView(WagtailAdminTemplateMixin, FormView):
    """Which of the three ready workflows is over the whole site."""

    template_name = "newsroom/workflow/approval.html"
    page_title = gettext_lazy("Approval")
    header_icon = "clipboard-list"
    form_class = ApprovalForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_choose(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        return {"kind": ready.current_kind()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        choices = [(choice, ready.PLANS[ready.Kind(choice.data["value"])]) for choice in context["form"]["kind"]]
        return context | {"choices": choices, "current": ready.current(), "kind": ready.current_kind()}

    def form_valid(self, form: ApprovalForm) -> HttpResponse:
        workflow = ready.choose(ready.Kind(form.cleaned_data["kind"]), self.request.user)
        edit = messages.button(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]), _("Its steps"))
        messages.success(self.request, _("From now on this holds for whatever is submitted."), buttons=[edit])
        return redirect("steps:approval")


def may_choose(user: Any) -> bool:
    return workflow_permission_policy.user_has_permission(user, "change")
