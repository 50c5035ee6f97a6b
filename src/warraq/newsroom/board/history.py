"""Every step of a front: who, when, what; two of them compared; the way back to one."""

import difflib
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warraq.front import working
from warraq.front.arranged import Arranged
from warraq.front.models import FrontStep
from warraq.stories.models import SectionPage, StoryPage

from .base import FrontView
from .views import overtaken_by
from .wording import name_of, rule_in_words, told

A_PAGE = 50


class HistoryView(FrontView):
    template_name = "newsroom/board/history.html"
    page_title = gettext_lazy("History of the front")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = self.row.steps.defer("content")
        only = self.request.GET.get("only") == "published"
        if only:
            steps = steps.filter(kind__in=FrontStep.SEEN)
        listed = Paginator(steps, A_PAGE).get_page(self.request.GET.get("p"))
        for step in listed:
            step.told = told(step)
        return super().get_context_data(**kwargs) | {"steps": listed, "only": only}


class StepView(FrontView):
    """A step compared with what readers have; returning to it."""

    template_name = "newsroom/board/step.html"
    page_title = gettext_lazy("Compare")

    def step(self) -> FrontStep:
        found = self.row.steps.filter(number=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        found.told = told(found)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step = self.step()
        then, now = Arranged.from_json(step.content), Arranged.from_json(self.row.published)
        return super().get_context_data(**kwargs) | {"step": step, "lines": compared(self.page, now, then)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = self.step()
        try:
            if "return" in request.POST:
                self.require(self.publishes)
                working.return_to(self.page, request.user, self.seen, step.number)
                return self.answer(_("Readers have step %(number)d again.") % {"number": step.number})
            self.require(self.arranges)
            content = Arranged.from_json(step.content)
            kind = FrontStep.Kind.UNDONE
            working.work(self.page, request.user, self.seen, kind, str(step.number), lambda _now: content)
        except working.Overtaken as overtaken:
            return self.answer(overtaken_by(overtaken), 409, request.path)
        return self.answer(_("Step %(number)d is the working copy again.") % {"number": step.number})


@dataclass(frozen=True)
class Line:
    """A line of a comparison: the same in both, gone from the first, or new in the second."""

    text: str
    change: str = ""


def compared(page: Any, before: Arranged, after: Arranged) -> list[Line]:
    sections = dict(SectionPage.objects.filter(edition=page.edition_id).values_list("pk", "title"))
    numbers = {*before.pinned, *before.hidden, *after.pinned, *after.hidden}
    titles = dict(StoryPage.objects.filter(pk__in=numbers).values_list("pk", "title"))
    first, second = (_lines(page, front, sections, titles) for front in (before, after))
    kinds = {" ": "", "-": "gone", "+": "new"}
    return [Line(line[2:], kinds[line[0]]) for line in difflib.ndiff(first, second) if line[0] in kinds]


def _lines(page: Any, front: Arranged, sections: dict[int, str], titles: dict[int, str]) -> list[str]:
    forms = dict(StoryPage.Form.choices)
    found = []
    for part in front.parts:
        words = [name_of(part, sections), str(part.count)]
        if part.holds_stories:
            words.append(rule_in_words(part, sections, forms))
        found.append(" · ".join(words))
        for pin in part.pins:
            title = titles.get(pin.story, _("a story that is gone"))
            ends = f"{pin.until.astimezone(page.edition.zone):%Y-%m-%d %H:%M}" if pin.until else ""
            text = _("%(place)d. %(title)s") % {"place": pin.place + 1, "title": title}
            found.append(_("%(text)s, until %(moment)s") % {"text": text, "moment": ends} if ends else text)
    hidden = [titles.get(pk, _("a story that is gone")) for pk in front.hidden]
    return found + [_("Kept off: %(title)s") % {"title": title} for title in hidden]
