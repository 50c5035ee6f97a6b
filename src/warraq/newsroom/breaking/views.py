"""One screen: what stands now, each with a button that ends it; below, a new line."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.breaking import setting
from warraq.breaking.queries import in_force
from warraq.editions.models import Edition

from .forms import StripForm

RIGHT = "breaking.add_strip"


def may_break(user: Any) -> bool:
    return user.has_perm(RIGHT)


class BreakingView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsroom/breaking/index.html"
    page_title = _("Breaking news")
    header_icon = "warning"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_break(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "end" in request.POST:
            return self._end(request.POST["end"])
        form = StripForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.instance.until = form.until()
        setting.start(form.instance, request.user)
        messages.success(request, gettext("On the strip: %(words)s") % {"words": form.instance})
        return redirect("breaking:index")

    def _end(self, number: str) -> HttpResponse:
        if number.isdecimal() and len(number) < 18 and (strip := setting.end(int(number), self.request.user)):
            messages.success(self.request, gettext("Off the strip: %(words)s") % {"words": strip})
        return redirect("breaking:index")

    def get_context_data(self, form: StripForm | None = None, **kwargs: Any) -> dict[str, Any]:
        form = form or StripForm(initial={"edition": Edition.objects.filter(code=settings.LANGUAGE_CODE).first()})
        strips = in_force().select_related("edition", "story", "by").order_by("edition", "-priority", "-started_at")
        return super().get_context_data(**kwargs) | {"form": form, "media": form.media, "strips": list(strips)}
