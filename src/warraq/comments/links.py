"""Addresses that only whoever was given them can know: signed, for one comment and one purpose, without a session."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner

MINE, CONFIRM, STOP = "mine", "confirm", "stop"
_DATA = "warraq.comments.data"
DATA_GOOD_FOR = 24 * 3600  # seconds


def _signer(purpose: str) -> Signer:
    return Signer(sep=".", salt=f"warraq.comments.{purpose}")


def link_for(purpose: str, comment: Any) -> str:
    """The address, within the site, for one purpose of a comment's author."""
    return comment.edition.path(f"/_/comments/{purpose}/{_signer(purpose).sign(str(comment.pk))}/")


def number_in(purpose: str, link: str) -> int | None:
    """The number of the comment that a link is for; None for a link that nobody was given."""
    try:
        number = _signer(purpose).unsign(link)
    except BadSignature:
        return None
    return int(number) if number.isascii() and number.isdigit() else None


def data_link_for(edition: Any, email_hash: str) -> str:
    """Where the comments of an e-mail address can be had or erased, for a day."""
    return edition.path(f"/_/comments/my-data/{TimestampSigner(sep='.', salt=_DATA).sign(email_hash)}/")


def hash_in(link: str) -> str | None:
    """The hash of the address that a link is for; None for a link that is forged or a day old."""
    try:
        return TimestampSigner(sep=".", salt=_DATA).unsign(link, max_age=DATA_GOOD_FOR)
    except BadSignature:
        return None


def absolute(path: str) -> str:
    return settings.WARRAQ_BASE_URL + path
