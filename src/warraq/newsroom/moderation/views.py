"""The queue of comments, one comment with all that is known of it, and the forms that change them."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.comments import moderation
from warraq.comments.models import Ban, Comment, State
from warraq.comments.moderation import Standing
from warraq.language.diff import diff_words

from . import undoing
from .access import ForModerators
from .acting import BECOMES, Outcome, act
from .filters import Wanted, same_author
from .forms import BanForm, EditForm
from .grouping import Group, page_of
from .menu import header_buttons
from .reasons import offered_for
from .rows import authors_of, count_of, counts_of_stories, row_of, rows_of, shown_comments
from .subjects import Subject, subjects_of

OTHERS = 20  # comments of an author, or of a thread, shown beside one


class ModerationView(ForModerators, WagtailAdminTemplateMixin, TemplateView):
    """What the views of this part have in common."""

    header_icon = "comment"
    page_title = trunk = _("Comments")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": reverse_lazy("moderation:queue"), "label": self.trunk}]
        return items if self.page_title == self.trunk else [*items, {"url": "", "label": self.get_page_title()}]

    def get_header_more_buttons(self) -> list[Any]:
        return header_buttons(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_undo = undoing.can_undo(self.request.session)
        return super().get_context_data(**kwargs) | {"can_undo": can_undo, "next": self.next}

    @property
    def next(self) -> str:
        """Where a decision leads back to."""
        return get_valid_next_url_from_request(self.request) or reverse("moderation:queue")


class QueueView(ModerationView):
    """Comments in one state, those that wait first of all."""

    template_name = "newsroom/moderation/queue.html"

    @property
    def next(self) -> str:
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = Wanted.read(self.request.GET, self.reach)
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
            "onward": self.address(wanted, after=page.end) if page.end else "",
            "start": self.address(wanted, after=None) if wanted["after"] else "",
            "everything": self.address(wanted, q=None, section=None, edition=None, why=None, after=None),
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


class OneCommentView(ModerationView):
    """A comment by its number, where the moderator may look."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.number = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def comment(self) -> Comment:
        return get_object_or_404(shown_comments(self.reach.comments()), pk=self.number)

    def get_page_title(self) -> str:
        return gettext("Comment %(number)s") % {"number": self.number}

    page_title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"comment": self.comment}


class CommentView(OneCommentView):
    """Everything about one comment: its thread, its author's others, and what was decided."""

    template_name = "newsroom/moderation/comment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comment = self.comment
        author = authors_of([comment], self.reach)[comment.pk]
        others = self.reach.comments().filter(same_author(comment)).exclude(pk=comment.pk)
        thread = self.reach.comments().filter(parent=comment.thread).exclude(pk=comment.pk)
        return super().get_context_data(**kwargs) | {
            "row": row_of(comment, Group(comment.pk, comment.pk), author),
            "others": list(others.select_related("story").order_by("-pk")[:OTHERS]),
            "thread": list(thread.order_by("-pk")[:OTHERS]),
            "decisions": [_decision_row(decision) for decision in comment.decisions.select_related("by")[:100]],
            "reasons": offered_for([comment.edition]),
        }


def _decision_row(decision: Any) -> dict[str, Any]:
    spans = diff_words(decision.before, decision.after) if decision.before or decision.after else []
    return {"decision": decision, "spans": spans}


class EditView(OneCommentView):
    """Gives a comment other words; readers are told that moderators did."""

    template_name = "newsroom/moderation/edit.html"

    def get_context_data(self, form: EditForm | None = None, **kwargs: Any) -> dict[str, Any]:
        first = {"text": self.comment.text, "version": self.comment.version}
        form = form or EditForm(initial=first)
        after = form.cleaned_data.get("text") if form.is_bound and form.is_valid() else None
        spans = diff_words(self.comment.text, after) if after else []
        return super().get_context_data(**kwargs) | {"form": form, "spans": spans}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EditForm(request.POST)
        if "show" in request.POST or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        comment, asked = self.comment, form.cleaned_data
        edited = moderation.edit(
            comment.pk, request.user, asked["text"], asked["reason"], seen={comment.pk: asked["version"]}
        )
        if edited is None:
            form.add_error(None, _("This comment was changed meanwhile: look at it again before you edit it."))
            return self.render_to_response(self.get_context_data(form=form))
        if edited.text != comment.text:
            undoing.remember_edit(request.session, edited, comment.text)
        if "approve" in request.POST:
            self.approve(edited)
        messages.success(request, gettext("Comment edited."))
        return redirect(self.next)

    def approve(self, comment: Comment) -> None:
        before = {comment.pk: Standing.of(comment)}
        if done := moderation.approve([comment.pk], self.request.user, seen={comment.pk: comment.version}):
            undoing.remember(self.request.session, done, before)


class BanView(OneCommentView):
    """Takes no more comments from an author; what waits of theirs is spam."""

    template_name = "newsroom/moderation/ban.html"

    def get_context_data(self, form: BanForm | None = None, **kwargs: Any) -> dict[str, Any]:
        theirs = self.reach.comments().waiting().filter(same_author(self.comment)).exclude(pk=self.comment.pk)
        form = form or BanForm(comment=self.comment)
        return super().get_context_data(**kwargs) | {"form": form, "waiting": count_of(theirs)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = BanForm(request.POST, comment=self.comment)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        done = self.ban(**form.cleaned_data)
        words = ngettext(
            "The author is banned; %(n)s comment marked as spam.",
            "The author is banned; %(n)s comments marked as spam.",
            len(done),
        )
        messages.success(request, words % {"n": len(done)})
        return redirect(self.next)

    def ban(self, of: list[str], days: int, reason: str) -> list[Comment]:
        mine, user = self.reach.comments(), self.request.user
        theirs = mine.waiting().filter(moderation.of_authors([self.comment], of)).defer("text", "held_for")
        before = {comment.pk: Standing.of(comment) for comment in [*theirs, self.comment]}
        until = timezone.now() + timedelta(days=days) if days else None
        done = moderation.ban([self.comment.pk], user, reason, of, until, among=mine)
        hashes = [self.comment.email_hash, self.comment.address_hash]
        bans = Ban.objects.filter(by=user, of__in=of, hash__in=hashes).exclude(hash="")
        undoing.remember(self.request.session, done, before, bans.values_list("pk", flat=True))
        return done
