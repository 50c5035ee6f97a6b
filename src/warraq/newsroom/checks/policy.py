"""Settings, checks before publishing: what each weighs, for every edition and form or for one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.audit.noting import note
from warraq.editions.models import Edition
from warraq.stories.models import StoryPage

from .catalogue import CHECKS
from .findings import Level
from .models import CheckPolicy
from .weighing import weights

CHANGED = "warraq.check.policy"
RIGHT = "newsroom.change_checkpolicy"


class PolicyView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """A table of checks; which edition and form it is for stands in the address."""

    permission_required = RIGHT
    raise_exception = True
    template_name = "newsroom/checks/policy.html"
    page_title: Any = _("Checks before publishing")
    header_icon = "glasses"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("edition", "")
        known = asked.isdecimal() and len(asked) < 18
        self.edition = Edition.objects.filter(pk=int(asked)).first() if known else None
        form = request.GET.get("form", "")
        self.story_form = form if form in StoryPage.Form.values else ""
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        changed = self._write(request.POST)
        if changed:
            messages.success(request, _("The weights of the checks are kept."))
        asked = {"edition": self.edition.pk if self.edition else "", "form": self.story_form}
        return redirect(f"{reverse('checks:policy')}?{urlencode(asked)}")

    @transaction.atomic
    def _write(self, data: Any) -> dict[str, str]:
        """Only what differs from what is there; an empty choice takes the row away."""
        rows = {row.check_name: row for row in self._rows()}
        changed = {}
        for name in CHECKS:
            level, may_override = data.get(f"level-{name}", ""), bool(data.get(f"override-{name}"))
            row = rows.get(name)
            if level not in Level.values:
                if row:
                    row.delete()
                    changed[name] = "usual"
            elif row is None or (row.level, row.may_override) != (level, may_override):
                facts = {"edition": self.edition, "form": self.story_form, "check_name": name}
                new = {"level": level, "may_override": may_override}
                CheckPolicy.objects.update_or_create(**facts, defaults=new)
                changed[name] = f"{level}{'' if may_override else ', final'}"
        if changed:
            where = {"edition": self.edition.code if self.edition else "", "form": self.story_form}
            note(CHANGED, actor=self.request.user, request=self.request, title="checks", data=where | changed)
        return changed

    def _rows(self) -> Any:
        return CheckPolicy.objects.filter(edition=self.edition, form=self.story_form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {row.check_name: row for row in self._rows()}
        now = weights(self.edition.pk if self.edition else None, self.story_form)
        rows = [
            {"check": check, "own": own.get(name), "now": Level(now[name].level).label, "may": now[name].may_override}
            for name, check in CHECKS.items()
        ]
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "levels": Level.choices,
            "editions": Edition.objects.all(),
            "forms": StoryPage.Form.choices,
            "edition": self.edition,
            "form": self.story_form,
        }
