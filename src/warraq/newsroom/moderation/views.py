"""The queue of comments, and what is done with its rows."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from warraq.comments import moderation
from warraq.comments.models import State

from . import undoing
from .access import moderators
from .acting import BECOMES, Outcome, act
from .base import ModerationView
from .filters import Wanted
from .grouping import count_of, page_of
from .reasons import offered_for
from .rows import counts_of_stories, rows_of
from .subjects import Subject, subjects_of


class QueueView(ModerationView):
    """Comments in one state, those that wait first of all."""

    template_name = "newsroom/moderation/queue.html"

    @property
    def next(self) -> str:
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = Wanted.read(self.request.GET, self.reach, self.request.user)
        page = page_of(wanted.comments(), wanted.order, wanted["after"], wanted.fits)
        rows = rows_of(page.groups, self.reach)
        story = wanted.story
        return super().get_context_data(**kwargs) | {
            "wanted": wanted,
            "rows": rows,
            "states": self.states(wanted),
            "story": story,
            "story_counts": counts_of_stories([story.pk])[story.pk] if story else None,
            "author": wanted.author,
            "reasons": offered_for({row.comment.edition for row in rows}),
            "moderators": moderators() if self.reach.is_everywhere else [],
            "onward": self.address(wanted, after=page.end) if page.end else "",
            "start": self.address(wanted, after=None) if wanted["after"] else "",
            "everything": self.address(wanted, q=None, section=None, edition=None, why=None, mine=None, after=None),
        }

    def states(self, wanted: Wanted) -> list[dict[str, Any]]:
        """The states as links; only what waits is counted."""
        waiting = count_of(wanted.narrowed(self.reach.comments().waiting()))
        return [
            {
                "label": state.label,
                "url": self.address(wanted, state=None if state is State.WAITING else state.value, after=None),
                "is_current": state is wanted.state,
                "count": waiting if state is State.WAITING else None,
            }
            for state in State
        ]

    def address(self, wanted: Wanted, **changes: Any) -> str:
        """The queue's address with some of its filters changed."""
        data = {name: values for name, values in self.request.GET.lists() if name in wanted.form.fields}
        data = {name: values for name, values in (data | changes).items() if values not in (None, [""])}
        query = urlencode(data, doseq=True)
        return reverse("moderation:queue") + (f"?{query}" if query else "")


class ActView(ModerationView):
    """Decides about the rows sent to it. Without a reason, a rejection asks for one first."""

    http_method_names = ["post"]
    template_name = "newsroom/moderation/reject.html"
    page_title = _("Reject comments")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = next((name for name in BECOMES if name in request.POST), None)
        if action is None:
            return redirect(self.next)
        named = request.POST[action]
        tokens = request.POST.getlist("row") if named == "selected" else [named]
        subjects = subjects_of(tokens, self.reach)
        if not subjects:
            messages.warning(request, gettext("Choose at least one comment."))
            return redirect(self.next)
        reason = request.POST.get("reason", "")
        if action == "reject" and not reason:
            return self.render_to_response(self.get_context_data(subjects=subjects))
        outcome = act(action, subjects, request.user, request.session, reason, request.POST.get("own", ""))
        return self.answer(outcome)

    def answer(self, outcome: Outcome) -> HttpResponse:
        if "application/json" in self.request.headers.get("Accept", ""):
            return JsonResponse({"text": outcome.text, "changed": outcome.left, "canUndo": bool(outcome.done)})
        tell = messages.warning if outcome.left else messages.success
        tell(self.request, " ".join([outcome.text, *dict.fromkeys(outcome.left.values())]))
        return redirect(self.next)

    def get_context_data(self, subjects: list[Subject], **kwargs: Any) -> dict[str, Any]:
        shown = [subject for subject in subjects if subject.shown]
        return super().get_context_data(**kwargs) | {
            "subjects": shown,
            "total": sum(len(subject.comments) for subject in shown),
            "reasons": offered_for({subject.shown.edition for subject in shown}),
        }


class AssignView(ModerationView):
    """Gives chosen comments to a moderator. Who sees a part of the site only gives nothing away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.reach.is_everywhere:
            raise PermissionDenied
        to = request.POST.get("to", "")
        chosen = moderators().filter(pk=int(to)).first() if to.isascii() and to.isdecimal() and len(to) < 19 else None
        subjects = subjects_of(request.POST.getlist("row"), self.reach)
        numbers = {comment.pk for subject in subjects for comment in subject.comments}
        if not numbers:
            messages.warning(request, gettext("Choose at least one comment."))
        else:
            given = len(moderation.assign(numbers, request.user, chosen))
            words = ngettext("%(n)s comment given to: %(who)s.", "%(n)s comments given to: %(who)s.", given)
            messages.success(request, words % {"n": given, "who": chosen or gettext("nobody in particular")})
        return redirect(self.next)


class UndoView(ModerationView):
    """Takes back what the moderator did last."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back, left = undoing.undo(request.session, request.user)
        if back:
            words = ngettext("Taken back: %(n)s comment.", "Taken back: %(n)s comments.", len(back))
            messages.success(request, words % {"n": len(back)})
        if left:
            words = ngettext(
                "%(n)s comment was changed since and left as it is.",
                "%(n)s comments were changed since and left as they are.",
                left,
            )
            messages.warning(request, words % {"n": left})
        if not back and not left:
            messages.warning(request, gettext("There is nothing to take back."))
        return redirect(f"{self.next}#comment-{back[0].pk}" if back else self.next)
