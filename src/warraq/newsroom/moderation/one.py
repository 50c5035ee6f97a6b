"""One comment: everything known of it, and the forms that change its words or ban its author."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from warraq.comments import moderation
from warraq.comments.models import Ban, Comment
from warraq.comments.moderation import Standing
from warraq.language.difference import diff_words

from . import undoing
from .base import ModerationView
from .filters import same_author
from .forms import BanForm, EditForm
from .grouping import Group, count_of
from .rows import authors_of, row_of, shown_comments

OTHERS = 20  # comments of an author, or of a thread, shown beside one
DECISIONS = 100


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
            "decisions": [_decision_row(decision) for decision in comment.decisions.select_related("by")[:DECISIONS]],
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
