"""What the editor's script asks while text waits in the browser: is the line back, and who is signed in now."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


@never_cache
def state(request: HttpRequest) -> JsonResponse:
    """Who asks, and the token that a form needs after signing in anew. Whoever is signed out is led to the sign-in."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


class BackView(WagtailAdminTemplateMixin, TemplateView):
    """Where one comes to who has signed in again in another tab."""

    template_name = "newsroom/kept/back.html"
    page_title: Any = _("You are signed in again")
    header_icon = "check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]
