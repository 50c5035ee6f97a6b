"""Commas, quotation marks and the like of a story's newest draft: proposals, of which an editor accepts some."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.language.markup import change_text
from warraq.language.typography import Proposal, accepted, proposals
from warraq.stories.models import StoryPage
from warraq.stories.text import Pen, rewrite, text_fields

from .views import draft_for

WORDS = {
    "comma": gettext_lazy("Arabic comma"),
    "semicolon": gettext_lazy("Arabic semicolon"),
    "question": gettext_lazy("Arabic question mark"),
    "quotes": gettext_lazy("quotation marks"),
    "ellipsis": gettext_lazy("ellipsis"),
    "dash": gettext_lazy("dash"),
    "space": gettext_lazy("space"),
}


@dataclass(frozen=True)
class Row:
    """A proposal in a column of the page; `key` finds it again as long as the text it stands in is the same."""

    key: str
    column: Any
    proposal: Proposal

    @property
    def why(self) -> Any:
        return WORDS[self.proposal.why]


def rows_of(page: StoryPage) -> list[Row]:
    rows: list[Row] = []
    _go_over(page, lambda row: rows.append(row) or False)
    return rows


def accept(page: StoryPage, keys: set[str]) -> int:
    """Make the chosen ones in the page, in memory; how many they were."""
    made: list[Row] = []

    def chosen(row: Row) -> bool:
        is_chosen = row.key in keys
        if is_chosen:
            made.append(row)
        return is_chosen

    _go_over(page, chosen)
    return len(made)


def _go_over(page: StoryPage, is_accepted: Callable[[Row], bool]) -> None:
    number = 0
    for column in text_fields(type(page)):

        def set_better(text: str, column: Any = column) -> str:
            nonlocal number
            number += 1
            rows = [Row(_key(number, text, one), column, one) for one in proposals(text, page.language)]
            return accepted(text, [row.proposal for row in rows if is_accepted(row)])

        pen = Pen(set_better, lambda html, change=set_better: change_text(html, page.language, change))
        rewrite(page, pen, [column])


def _key(number: int, text: str, proposal: Proposal) -> str:
    told = f"{number}\0{proposal.start}\0{text}"
    return sha256(told.encode()).hexdigest()[:20]


class TypesettingView(WagtailAdminTemplateMixin, TemplateView):
    """A row for each proposal, with what stands around it; none is accepted by itself."""

    template_name = "newsroom/checks/typesetting.html"
    page_title: Any = gettext_lazy("Punctuation and quotation marks")
    header_icon = "openquote"

    def get_page_subtitle(self) -> str:
        return self.story.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.story = draft_for(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keys = set(request.POST.getlist("accepted"))
        if self.story.permissions_for_user(request.user).page_locked():
            messages.error(request, _("The page is locked."))
            return redirect(reverse("checks:typesetting", args=[self.story.pk]))
        with transaction.atomic():
            count = accept(self.story, keys)
            if count:
                self.story.save_revision(user=request.user, log_action=True, clean=False)
        if count < len(keys):
            messages.warning(request, _("The text has changed meanwhile: not all that you chose is there any more."))
        if count:
            told = ngettext("%(count)d place was set better.", "%(count)d places were set better.", count)
            messages.success(request, told % {"count": count})
        return redirect(reverse("wagtailadmin_pages:edit", args=[self.story.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        facts = {"rows": rows_of(self.story), "language": self.story.language, "back": back}
        return super().get_context_data(**kwargs) | facts
