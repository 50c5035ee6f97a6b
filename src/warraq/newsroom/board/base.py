"""What the screens of one front have in common."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.fieldmaps.models import FieldMapPage
from warraq.front.arranged import RAILS, Arranged
from warraq.front.models import Arrangement
from warraq.stories.models import SectionPage, StoryPage

from ..readership.wording import Wording, in_users_language
from .access import front_of, may_arrange, may_publish, may_see
from .facts import cards_of_hidden, parts_of
from .wording import KINDS, ORDERS, name_of, rule_in_words, told

HOURS = (1, 2, 3, 6, 12, 24)  # for which a pin is quickly set
LOOK_NAMES = {"list": _("list with times"), "cards": _("cards with pictures"), "views": _("opinion")}


class ForTheDesk(WagtailAdminTemplateMixin, TemplateView):
    """For whoever works on pages."""

    header_icon = "home"
    page_title = trunk = _("Front board")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": reverse_lazy("board:index"), "label": self.trunk}]


class FrontView(ForTheDesk):
    """Of one front; `page` is a front page or a section."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = front_of(kwargs["pk"], request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def wording(self) -> Wording:
        return in_users_language(self.page.edition)

    @cached_property
    def row(self) -> Arrangement:
        return Arrangement.of(self.page)

    def address(self, name: str = "front", *more: Any) -> str:
        return reverse(f"board:{name}", args=[self.page.pk, *more])

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": self.address(), "label": self.page.title}]

    def require(self, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied

    @property
    def arranges(self) -> bool:
        return may_arrange(self.request.user, self.page)

    @property
    def publishes(self) -> bool:
        return may_publish(self.request.user, self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "front": self.page,
            "edition": self.page.edition,
            "wording": self.wording,
            "row": self.row,
            "arranges": self.arranges,
            "publishes": self.publishes,
        }

    # --- what an act is answered with --------------------------------------------------------------------------

    @property
    def wants_json(self) -> bool:
        return "application/json" in self.request.headers.get("Accept", "")

    @property
    def seen(self) -> int:
        text = self.request.POST.get("seen") or self.request.GET.get("seen") or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def answer(self, said: str, status: int = 200, onward: str = "") -> HttpResponse:
        """What has come of it, with the board as it is now; without scripts, the page again and the same words."""
        if self.wants_json:
            self.__dict__.pop("row", None)
            return JsonResponse({"said": said, **self.state()}, status=status)
        tell = messages.success if status < 400 else messages.error
        if said:
            tell(self.request, said)
        return redirect(onward or self.address())

    def state(self) -> dict[str, Any]:
        return {"number": self.row.number, "html": self.parts_html()}

    def parts_html(self) -> str:
        return render_to_string("newsroom/board/parts.html", self.parts_context(), self.request)

    def parts_context(self) -> dict[str, Any]:
        """Of the working copy; headlines and hours as the edition has them, all else in the editor's language."""
        row, front = self.row, Arranged.from_json(self.row.working)
        sections = dict(SectionPage.objects.filter(edition=self.page.edition_id).values_list("pk", "title"))
        parts = parts_of(self.page, front)
        forms = dict(StoryPage.Form.choices)
        now = timezone.now()
        for facts in parts:
            facts.name = name_of(facts.part, sections)
            facts.rule = rule_in_words(facts.part, sections, forms)
        newest = row.steps.defer("content").first() if row.number else None
        return {
            "front": self.page,
            "edition": self.page.edition,
            "wording": self.wording,
            "row": row,
            "parts": parts,
            "hidden": cards_of_hidden(front),
            "is_home": self.page.key_kind == "front",
            "arranges": self.arranges,
            "publishes": self.publishes,
            "is_changed": row.working != row.published,
            "standing": row.standing(now),
            "newest": newest,
            "newest_told": told(newest) if newest else "",
            "sections": sections.items(),
            "forms": StoryPage.Form.choices,
            "orders": ORDERS.items(),
            "looks": LOOK_NAMES.items(),
            "hours_offered": HOURS,
            "maps": FieldMapPage.objects.filter(edition=self.page.edition_id).values_list("pk", "title"),
            "kinds": [(kind, KINDS[kind]) for kind in RAILS],
        }
