"""What the defence is told about a comment, and what it answers."""

from dataclasses import dataclass, field

from .models import State

# Why a comment is held that would be shown: its author has not answered the letter that shows whose the address is.
UNCONFIRMED = "unconfirmed"
# Fields of the form. No reader sees the first, only programs fill it.
HONEYPOT, TICKET, WORK = "homepage", "ticket", "work"


@dataclass(frozen=True)
class Facts:
    """What is known of a sending beside its words; nothing of it is kept in the clear."""

    # The network, hashed under the key of the day.
    address_hash: str = ""
    user_agent: str = ""
    # The fields of the form as they were sent: the honeypot, the ticket and the work are the defence's own.
    form: dict[str, str] = field(default_factory=dict)
    # The network under the keys of earlier days: by them a ban is known that is older than today's key.
    earlier_hashes: tuple[str, ...] = ()
    # All networks around it, hashed likewise: who has many addresses has them side by side.
    around_hash: str = ""


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

    A refusal is for what is not stored at all: a sentence for the reader, and the status of the answer. With
    `asks_again` nothing is wrong but the form: it is too old, or has been used, and the reader confirms once more.
    """

    state: State = State.APPROVED
    score: float = 0.0
    reasons: list[Reason] = field(default_factory=list)
    fingerprint: str = ""
    ticket: str = ""
    refusal: str = ""
    status: int = 403
    asks_again: bool = False
