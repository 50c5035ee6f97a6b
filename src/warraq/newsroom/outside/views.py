"""A story's links in the newsroom: made, listed with what was answered, closed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from warraq.stories.models import StoryPage, embargo_of

from . import making
from .forms import LinkForm
from .models import ReviewLink


@method_decorator(never_cache, name="dispatch")
class LinksView(View):
    """The address of a new link is shown in the answer to the form, once: it is kept nowhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(StoryPage, pk=kwargs["pk"])
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.embargo = embargo_of(self.page)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(LinkForm(is_under_embargo=bool(self.embargo)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not making.may_make(self.page, request.user):
            raise PermissionDenied
        form = LinkForm(request.POST, is_under_embargo=bool(self.embargo))
        if not form.is_valid():
            return self._show(form)
        made = making.make(self.page, request.user, **form.words())
        fresh = LinkForm(is_under_embargo=bool(self.embargo))
        return self._show(fresh, made=made, address=request.build_absolute_uri(made.address))

    def _show(self, form: LinkForm, **more: Any) -> HttpResponse:
        context = {
            "page": self.page,
            "form": form,
            "links": ReviewLink.objects.of(self.page).prefetch_related("answers"),
            "embargo": self.embargo,
            "may_make": making.may_make(self.page, self.request.user),
            **more,
        }
        return TemplateResponse(self.request, "newsroom/outside/links.html", context)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(ReviewLink.objects.select_related("page"), pk=pk)
    making.close(link, request.user)
    messages.success(request, _("The link for %(person)s opens nothing any more.") % {"person": link.person})
    return redirect("outside:links", link.page_id)
