"""Comments as they arrive: made, judged and stored as a reader's would be."""

from typing import Any

from django.utils import timezone

from warraq.comments.models import Comment, State
from warraq.comments.verdicts import TICKET, Facts, Verdict
from warraq.stories.models import StoryPage

from .. import tickets
from ..judging import judge

HAM = "قرأت المقال مرتين وأظن أن المشكلة في النقل لا في الإنتاج، فالمزارعون عندنا يرمون نصف المحصول."
SPAM = "أرباح يومية مضمونة من البيت بدون خبرة، تواصلوا معنا الآن على الخاص وابدأوا بمبلغ بسيط."


def comment(story: StoryPage, text: str = HAM, **fields: Any) -> Comment:
    """One that nobody has stored yet."""
    known = {"name": "ليلى", "edition": story.edition, "posted_at": timezone.now()}
    return Comment(story=story, text=text, **known | fields)


def facts(story: StoryPage, address: str = "", **form: str) -> Facts:
    return Facts(address_hash=address, form={TICKET: tickets.issue(story.pk)} | form)


def arrive(story: StoryPage, text: str = HAM, address: str = "", form: dict[str, str] | None = None) -> Verdict:
    """Judge a new comment, without storing it."""
    return judge(comment(story, text), facts(story, address, **form or {}))


def store(story: StoryPage, text: str = HAM, **fields: Any) -> Comment:
    """Judge a new comment and store it, in the state of the verdict unless one is given."""
    new = comment(story, text, **fields)
    verdict = judge(new, facts(story))
    assert not verdict.refusal, verdict.refusal
    new.state = fields.get("state", verdict.state)
    new.held_for = [reason.as_row() for reason in verdict.reasons]
    new.score, new.fingerprint, new.ticket = verdict.score, verdict.fingerprint, verdict.ticket
    new.save()
    return new


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


__all__ = ["HAM", "SPAM", "State", "arrive", "codes", "comment", "facts", "store"]
