"""The number of a form that was really shown: signed, for one story, good for a day, neither used at once nor twice."""

import secrets

from django.core import signing

_SALT = "warraq.comments.ticket"
# No human being fills a form or reads a preview in less.
SOONEST, LONGEST = 2.0, 24 * 3600.0  # seconds


def issue(story: int) -> str:
    return signing.dumps([story, secrets.token_hex(16)], salt=_SALT)


def number_of(ticket: str, story: int) -> str | None:
    """The number in it; None for one that is forged, of another story, or too old."""
    try:
        its_story, number = signing.loads(ticket, salt=_SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return number if its_story == story else None


def is_hasty(ticket: str) -> bool:
    """Does it come back sooner than anybody could have written?"""
    try:
        signing.loads(ticket, salt=_SALT, max_age=SOONEST)
    except signing.SignatureExpired:
        return False
    except signing.BadSignature:
        return True
    return True
