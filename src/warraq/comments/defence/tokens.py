"""The signed slip that comes with a form: which story it is for, and when it was given out.

No session and no cookie: whoever sends a form back shows by it that the page was asked for a little while ago. A slip
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
    """Why a slip is not taken. The text may be sent again with a new one."""

    MISSING = "missing"
    FORGED = "forged"
    OTHER_STORY = "other story"
    EARLY = "early"
    LATE = "late"


class Slip(NamedTuple):
    """What was read: the slip's number where it is genuine, and what speaks against it."""

    number: str = ""
    fault: Fault | None = None


def issue(story: int) -> str:
    """A new slip for a story's form; harmless in an address and in markup."""
    return signing.dumps([story, token_urlsafe(12)], salt=SALT)


def read(token: object, story: int) -> Slip:
    """Judge what came back in the form; anything at all may have."""
    if not token:
        return Slip(fault=Fault.MISSING)
    if not isinstance(token, str) or len(token) > LONGEST:
        return Slip(fault=Fault.FORGED)
    try:
        # Its own age is looked at below: a late slip is told apart from a forged one.
        [meant, number] = _listed(signing.loads(token, salt=SALT))
        age = time.time() - _issued_at(token)
    except (signing.BadSignature, ValueError, TypeError):
        return Slip(fault=Fault.FORGED)
    if meant != story:
        return Slip(number, Fault.OTHER_STORY)
    if age < EARLIEST:
        return Slip(number, Fault.EARLY)
    return Slip(number, Fault.LATE if age > LATEST else None)


def _listed(value: object) -> list:
    if not isinstance(value, list):
        raise TypeError
    return value


def _issued_at(token: str) -> int:
    return signing.b62_decode(token.rsplit(":", 2)[1])
