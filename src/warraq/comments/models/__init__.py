"""What readers write under stories, what becomes of it, and who decided so."""

from .comments import Comment, State
from .decisions import Action, Ban, Decision, RejectReason
from .keys import DayKey
from .rules import Policy, Rule

__all__ = ["Action", "Ban", "Comment", "DayKey", "Decision", "Policy", "RejectReason", "Rule", "State"]
