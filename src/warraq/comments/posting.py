"""A reader's comment comes in: judged first, then stored in one short transaction with all that follows from it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import judging, letters
from .hashes import email_hash
from .models import Action, Ban, Comment, Decision, Policy, State
from .states import note_change
from .terms import Terms, terms_of

# For correcting one's own words.
CORRECTED_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Words:
    """What a reader sends, cleaned: `to` is the comment it answers."""

    name: str
    text: str
    email: str = ""
    to: Comment | None = None
    wants_notices: bool = False


class Refused(Exception):
    """It was not taken in; says so to the reader. `asks_again`: only the form was too old, or was used before."""

    def __init__(self, sentence: str, status: int = 429, asks_again: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.status, self.asks_again = sentence, status, asks_again


def submit(story: Any, words: Words, facts: judging.Facts) -> Comment:
    """Take in a comment; when this returns it is stored for good. Raises Refused."""
    terms = terms_of(story)
    if not terms.is_open:
        raise Refused(_("Comments on this story are closed."), 403)
    comment = _written(story, words, facts)
    verdict = _judged(comment, facts)
    comment.ticket = verdict.ticket or None
    _settle(comment, verdict, terms)
    try:
        with transaction.atomic():
            _store(comment)
    except IntegrityError:
        # The same form, sent twice: the reader pressed again, or the answer was lost on the way.
        if known := Comment.objects.filter(ticket=comment.ticket, story=story.pk, text=comment.text).first():
            return known
        raise Refused(
            _("This form has been sent before. Please look at your comment and send it again."), 409, True
        ) from None
    return comment


def correct(comment: Comment, text: str, facts: judging.Facts) -> Comment:
    """Give one's own comment other words; they are judged like new ones. Raises Refused."""
    if not can_correct(comment):
        raise Refused(_("The time for corrections is over."), 403)
    if text == comment.text:
        return comment
    comment.text = text
    verdict = _judged(comment, facts)
    with transaction.atomic():
        held = _held(comment.pk)
        if not can_correct(held):
            raise Refused(_("The time for corrections is over."), 403)
        before, was_seen = held.text, held.is_seen
        held.text, held.corrected_at = text, timezone.now()
        _settle(held, verdict, terms_of(held.story))
        held.save()
        _write_down(held, Action.CORRECTED, before=before, after=text)
        if was_seen or held.is_seen:
            note_change([held.story_id])
    return held


def can_correct(comment: Comment) -> bool:
    """Within some minutes of sending, and before a moderator has decided."""
    is_early = timezone.now() < comment.posted_at + CORRECTED_WITHIN
    return is_early and not comment.has_left() and comment.decided_by_id is None


def confirm(comment: Comment) -> None:
    """Its author has answered the letter: notices may be sent, and a trusted author's comment is shown."""
    with transaction.atomic():
        held = _held(comment.pk)
        if held.confirmed_at is not None or held.has_left():
            return
        held.confirmed_at = timezone.now()
        held.held_for = [row for row in held.held_for if row.get("reason") != judging.UNCONFIRMED]
        if held.state == State.WAITING and not held.held_for and _is_trusted(held, terms_of(held.story)):
            held.state = State.APPROVED
            _write_down(held, Action.APPROVED)
            note_change([held.story_id])
            letters.tell_of_approval([held])
        held.save()


def _held(number: int) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).select_related("story__edition", "edition").get(pk=number)


def _written(story: Any, words: Words, facts: judging.Facts) -> Comment:
    to = words.to
    return Comment(
        story=story,
        edition=story.edition,
        parent_id=to.thread if to else None,
        answers=to if to and to.parent_id else None,
        name=words.name,
        text=words.text,
        posted_at=timezone.now(),
        email=words.email,
        email_hash=email_hash(words.email),
        wants_notices=bool(words.email and words.wants_notices),
        address_hash=facts.address_hash,
    )


def _judged(comment: Comment, facts: judging.Facts) -> judging.Verdict:
    verdict = judging.judge(comment, facts)
    if verdict.refusal or verdict.asks_again:
        raise Refused(verdict.refusal, verdict.status, verdict.asks_again)
    return verdict


def _settle(comment: Comment, verdict: judging.Verdict, terms: Terms) -> None:
    """What becomes of it by verdict and policy: whatever speaks against it holds it, and so may the policy."""
    comment.held_for = [reason.as_row() for reason in verdict.reasons]
    comment.score, comment.fingerprint = verdict.score, verdict.fingerprint
    comment.state = State.WAITING
    if verdict.state != State.APPROVED:
        comment.state = verdict.state
    elif terms.policy == Policy.OPEN:
        comment.state = State.APPROVED
    elif terms.policy == Policy.TRUSTED and _has_earned_trust(comment, terms):
        # Anybody can type another's address: the letter to it shows whose it is.
        if comment.confirmed_at is not None:
            comment.state = State.APPROVED
        else:
            comment.held_for = [judging.Reason(judging.UNCONFIRMED, 0.0).as_row()]


def _is_trusted(comment: Comment, terms: Terms) -> bool:
    return terms.policy == Policy.TRUSTED and _has_earned_trust(comment, terms)


def _has_earned_trust(comment: Comment, terms: Terms) -> bool:
    approved = Comment.objects.approved().by_the_author_of(comment)[: terms.trusted_after]
    return len(approved.values_list("pk")) >= terms.trusted_after and not Ban.holds(comment.email_hash)


def _store(comment: Comment) -> None:
    comment.save(force_insert=True)
    if comment.is_seen:
        _write_down(comment, Action.APPROVED)
        note_change([comment.story_id])
        letters.tell_of_reply([comment])
    letters.ask_to_confirm(comment)


def _write_down(comment: Comment, action: Action, **words: str) -> None:
    Decision.objects.create(comment_id=comment.pk, story=comment.story_id, action=action, **words)
