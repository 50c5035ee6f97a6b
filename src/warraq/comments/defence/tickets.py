"""The signed ticket that comes with a form: which story it is for, and when it was given out.

No session and no cookie: whoever sends a form back shows by it that the page was asked for a little while ago. A ticket
is good for one comment, its number stands in the comment's row (`Comment.ticket`).
"""

import time
from enum import StrEnum
from secrets import token_urlsafe
from typing import NamedTuple

from django.core import signing

SALT = "warraq.comments.form"
EARLIEST = 3  # seconds: nobody writes faster
LATEST = 24 * 3600
LONGEST = 200  # characters of anything we ever gave out


class Fault(StrEnum):
    """Why a ticket is not taken. The text may be sent again with a new one."""

    MISSING = "missing"
    FORGED = "forged"
    OTHER_STORY = "other story"
    LATE = "late"


class Ticket(NamedTuple):
    """What was read: the number where it is genuine, what speaks against it, and whether it came back at once."""

    number: str = ""
    fault: Fault | None = None
    is_hasty: bool = False


def issue(story: int) -> str:
    """A new ticket for a story's form; harmless in an address and in markup."""
    return signing.dumps([story, token_urlsafe(12)], salt=SALT)


def read(ticket: object, story: int) -> Ticket:
    """Judge what came back in the form; anything at all may have."""
    if not ticket:
        return Ticket(fault=Fault.MISSING)
    if not isinstance(ticket, str) or len(ticket) > LONGEST:
        return Ticket(fault=Fault.FORGED)
    try:
        # Its own age is looked at below: a late ticket is told apart from a forged one.
        [meant, number] = _listed(signing.loads(ticket, salt=SALT))
        age = time.time() - _issued_at(ticket)
    except (signing.BadSignature, ValueError, TypeError):
        return Ticket(fault=Fault.FORGED)
    if meant != story:
        return Ticket(number, Fault.OTHER_STORY)
    return Ticket(number, Fault.LATE if age > LATEST else None, age < EARLIEST)


def _listed(value: object) -> list:
    if not isinstance(value, list):
        raise TypeError
    return value


def _issued_at(ticket: str) -> int:
    return signing.b62_decode(ticket.rsplit(":", 2)[1])
