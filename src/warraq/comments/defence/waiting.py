"""Is there room for one more comment? Counted at most once a second, and never further than the limit."""

import time
from collections import OrderedDict
from threading import Lock

from warraq.comments.models import Comment, State

from .rules import MOST_WAITING, MOST_WAITING_HERE

COUNTED_EVERY = 1.0  # seconds
REMEMBERED = 1_000  # stories

_counted: OrderedDict[int, tuple[float, bool]] = OrderedDict()
_guard = Lock()
_SITE = 0


def is_full(story: int) -> bool:
    """Do as many comments wait, or lie in the spam, as are kept, under this story or on the site?"""
    return _is_full(story, MOST_WAITING_HERE) or _is_full(_SITE, MOST_WAITING)


def forget() -> None:
    with _guard:
        _counted.clear()


def _is_full(story: int, most: int) -> bool:
    now = time.monotonic()
    with _guard:
        at, answer = _counted.get(story, (float("-inf"), False))
    if now - at < COUNTED_EVERY:
        return answer
    answer = any(_counts_to(story, state, most) for state in (State.WAITING, State.SPAM))
    with _guard:
        _counted[story] = (now, answer)
        _counted.move_to_end(story)
        if len(_counted) > REMEMBERED:
            _counted.popitem(last=False)
    return answer


def _counts_to(story: int, state: State, most: int) -> bool:
    rows = Comment.objects.filter(state=state)
    if story != _SITE:
        rows = rows.filter(story=story)
    return rows.order_by()[:most].count() >= most
