"""What was changed from one text to another, word by word, as an editor of Arabic would tell it."""

from .cleaning import Change, changes_between, diff_words, reason
from .markup import THING, rich_words
from .spelling import same_spelling, spelling_fold
from .texts import Span, counted, difference, without_spelling
from .versions import Order, order_between

__all__ = [
    "THING",
    "Change",
    "Order",
    "Span",
    "changes_between",
    "counted",
    "diff_words",
    "difference",
    "order_between",
    "reason",
    "rich_words",
    "same_spelling",
    "spelling_fold",
    "without_spelling",
]
