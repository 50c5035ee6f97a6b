"""What is asked of the defence, and the words in which it is asked."""

from .defence.judging import judge, ticket_for, ticket_with_work
from .verdicts import HONEYPOT, TICKET, UNCONFIRMED, WORK, Facts, Reason, Verdict

__all__ = [
    "HONEYPOT",
    "TICKET",
    "UNCONFIRMED",
    "WORK",
    "Facts",
    "Reason",
    "Verdict",
    "judge",
    "ticket_for",
    "ticket_with_work",
]
