"""One's own notices: the list, how many are unread, what one wants to be told of and how."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from .making import choices_of, choose
from .models import Kind, Notice, Way
from .wording import sentence

PAGE = 50


class _Screen(WagtailAdminTemplateMixin):
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class NoticesView(_Screen, TemplateView):
    template_name = "newsroom/notices/index.html"
    page_title = gettext_lazy("Notices")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("What I am told of"), reverse("notices:choices"), icon_name="cog", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notices = Notice.objects.listed_for(self.request.user).select_related("actor", "page")
        found = Paginator(notices, PAGE).get_page(self.request.GET.get("p"))
        rows = [(notice, sentence(notice)) for notice in found]
        has_unread = any(notice.read_at is None for notice in found)
        return super().get_context_data(**kwargs) | {"rows": rows, "found": found, "has_unread": has_unread}


@require_GET
def count(request: HttpRequest) -> JsonResponse:
    """Asked by open pages once a minute: one query by an index that holds unread notices only."""
    response = JsonResponse({"unread": Notice.objects.unread_of(request.user).count()})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """On to the story, and the notice is read."""
    # SQLite keeps 64 bits: a number that no notice can have is none.
    if number >= 1 << 63:
        raise Http404
    notice = get_object_or_404(Notice, pk=number, user=request.user)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    page = notice.page.specific_deferred
    if page.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", page.pk)
    if notice.page.live:
        return HttpResponseRedirect(page.get_full_url())
    messages.warning(request, _("You may no longer open this story."))
    return redirect("notices:index")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Those there were when the list was opened: what came in since stays unread."""
    until = request.POST.get("until", "")
    unread = Notice.objects.unread_of(request.user)
    if until.isascii() and until.isdigit() and len(until) < 19:
        unread = unread.filter(pk__lte=int(until))
    unread.update(read_at=timezone.now())
    return redirect("notices:index")


class ChoicesForm(forms.Form):
    """A row of choices for each kind of notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=Way.choices, widget=forms.RadioSelect(attrs={"class": "notices__ways"})
            )


class ChoicesView(_Screen, FormView):
    template_name = "newsroom/notices/choices.html"
    page_title = gettext_lazy("What I am told of")
    form_class = ChoicesForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": reverse("notices:index"), "label": _("Notices")}, items[-1]]

    def get_initial(self) -> dict[str, str]:
        return {kind.value: way.value for kind, way in choices_of(self.request.user).items()}

    def form_valid(self, form: ChoicesForm) -> HttpResponse:
        choose(self.request.user, {kind: Way(form.cleaned_data[kind.value]) for kind in Kind})
        messages.success(self.request, _("Your choices have been saved."))
        return redirect("notices:choices")
