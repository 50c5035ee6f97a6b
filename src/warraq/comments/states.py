"""What may become of a comment, and what readers see change by it."""

from collections.abc import Iterable

from warraq.changes.keys import list_key, object_key
from warraq.changes.models import Change

from .models import Action, State

# What a moderator does, and the states it may be done in. What its author has withdrawn is nobody's to bring back.
_IN_HAND = {State.WAITING, State.APPROVED, State.REJECTED, State.SPAM}
BECOMES = {
    Action.APPROVED: State.APPROVED,
    Action.REJECTED: State.REJECTED,
    Action.SPAM: State.SPAM,
    Action.WITHDRAWN: State.WITHDRAWN,
    Action.REOPENED: State.WAITING,
}


def can_become(before: str, after: str) -> bool:
    """May a comment go from one state to the other? Not to the one it is in."""
    return before in _IN_HAND and before != after


def comments_key(story: int) -> str:
    """`story:42:comments`: noted by whatever shows what readers wrote under a story."""
    return list_key("story", story, "comments")


def note_change(stories: Iterable[int]) -> None:
    """Note, in the transaction of the change, that the comments readers see under these stories are others now.

    The subject is of a kind of its own: of the story itself nothing has changed, its lists and the search stay.
    """
    for story in sorted(set(stories)):
        Change.objects.note(Change.Kind.EDITED, object_key("comments", story), {comments_key(story)})
