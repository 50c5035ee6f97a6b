"""What is not stored at all, and how a reader is told: the text stays in the form, nothing of it is lost."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .tickets import Fault


class Refusal(NamedTuple):
    """`asks_again`: sent once more with a new ticket, the same text is taken."""

    status: int
    words: Promise
    asks_again: bool = False


UNASKED = Refusal(409, _("Please look at your comment once more and send it."), asks_again=True)
FAULTS = {
    Fault.MISSING: UNASKED,
    Fault.FORGED: Refusal(409, _("This form was not given out by us. Please send your comment once more."), True),
    Fault.OTHER_STORY: Refusal(409, _("This form belongs to another story. Please send your comment once more."), True),
    Fault.LATE: Refusal(409, _("This page has been open for long. Please send your comment once more."), True),
}
USED = Refusal(409, _("A comment was already sent with this form. Please send this one once more."), True)
BANNED = Refusal(403, _("Comments from you are not accepted here."))
TOO_MANY = Refusal(
    429, _("Many comments came from your network just now. Keep your text and try again in some minutes.")
)
FULL = Refusal(429, _("Too many comments wait for the moderators just now. Keep your text and try again later."))
REPEATED = Refusal(409, _("This text has been sent many times already. It is with the moderators."))
LISTED = Refusal(422, _("Your comment has words that are not published here. Please change them."))
