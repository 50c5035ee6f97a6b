"""What the defence is asked about a comment, and what it answers."""

from dataclasses import dataclass, field
from typing import Protocol

from .models import Comment, State


@dataclass(frozen=True)
class Facts:
    """What is known of a sending beside its words; nothing of it is kept in the clear."""

    # The network's part of the address, hashed under the key of the day.
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

    A refusal is for what is not stored at all: a sentence for the reader, with the status of the answer. Where
    `may_repeat`, the same text is taken when it is sent once more with a new token.
    """

    state: State = State.APPROVED
    score: float = 0.0
    reasons: list[Reason] = field(default_factory=list)
    fingerprint: str = ""
    ticket: str = ""
    refusal: str = ""
    status: int = 403
    may_repeat: bool = False


class Judge(Protocol):
    """Asked before the transaction in which the comment is stored; `comment` has no number yet."""

    def __call__(self, comment: Comment, facts: Facts) -> Verdict: ...
