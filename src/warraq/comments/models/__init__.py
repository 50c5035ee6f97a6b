"""What readers write under stories, what becomes of it, and who decided so."""

from .closing import ClosedUntil, DataRequest
from .comments import LONGEST_NAME, LONGEST_TEXT, Comment, State
from .decisions import Action, Ban, Decision, RejectReason
from .keys import DayKey
from .rules import RULES_KEY, Policy, Rule

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "RULES_KEY",
    "Action",
    "Ban",
    "ClosedUntil",
    "Comment",
    "DataRequest",
    "DayKey",
    "Decision",
    "Policy",
    "RejectReason",
    "Rule",
    "State",
]
