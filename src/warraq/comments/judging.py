"""What the defence is asked about a comment, and what it answers."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from . import tickets
from .models import Comment, State

# Why a comment is held that would be shown: its author has not answered the letter that shows whose the address is.
UNCONFIRMED = "unconfirmed"
# A field that no reader sees; only programs fill it.
HONEYPOT = "homepage"
TICKET = "ticket"


@dataclass(frozen=True)
class Facts:
    """What is known of a sending beside its words; nothing of it is kept in the clear."""

    # The network, hashed under the key of the day.
    address_hash: str = ""
    user_agent: str = ""
    # The fields of the form as they were sent: the honeypot and the tokens are the defence's own.
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """A code of why a comment is held, how much it weighs, and what was found."""

    code: str
    points: float
    detail: str = ""

    def as_row(self) -> dict[str, object]:
        return {"reason": self.code, "points": self.points, "detail": self.detail}


@dataclass(frozen=True)
class Verdict:
    """`state` is APPROVED where nothing speaks against it, WAITING, or SPAM; the policy may only hold more.

    A refusal is for what is not stored at all: a sentence for the reader. With `asks_again` nothing is wrong but the
    form: it is too old, or has been used, and the reader confirms once more.
    """

    state: State = State.APPROVED
    score: float = 0.0
    reasons: list[Reason] = field(default_factory=list)
    fingerprint: str = ""
    ticket: str = ""
    refusal: str = ""
    asks_again: bool = False


def judge(comment: Comment, facts: Facts) -> Verdict:
    """The site's defence."""
    if facts.form.get(HONEYPOT):
        return Verdict(State.SPAM, 10.0, [Reason("honeypot", 10.0)])
    ticket = facts.form.get(TICKET, "")
    number = tickets.number_of(ticket, comment.story_id)
    if number is None:
        return Verdict(refusal=_("Please look at your comment once more and send it."), asks_again=True)
    if tickets.is_hasty(ticket):
        return Verdict(State.WAITING, 1.0, [Reason("hasty", 1.0)], ticket=number)
    return Verdict(ticket=number)


def ticket_for(story: Any) -> dict[str, str]:
    """The fields that a form of this story has to carry when it is sent."""
    return {TICKET: tickets.issue(story.pk)}
