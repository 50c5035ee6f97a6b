"""What an action is about: the rows a moderator has seen, and the comments that stand behind each of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from warraq.comments.models import Comment

from .access import Reach
from .grouping import Group

MOST_ROWS = 200  # in one request; a page has fewer
MOST_ALIKE = 2_000  # of one row at a time: a request must end, and an undo must be remembered
_TOKEN = re.compile(r"(?a:(\d{1,18}):([a-z]+-[0-9a-f]{1,16}):(\d{0,18}))")


def token_of(comment: Comment, group: Group | None = None) -> str:
    """How a form names a row: the comment, the version of it that is shown, and the latest of those alike."""
    last = group.last if group and group.others else ""
    return f"{comment.pk}:{comment.version}:{last}"


@dataclass(frozen=True)
class Subject:
    """A row acted upon: its token, the comment shown, as it is now, and all comments it stands for."""

    token: str
    shown: Comment | None
    is_as_seen: bool
    comments: list[Comment] = field(default_factory=list)
    # There are more of them than are acted upon at once.
    is_cut: bool = False


def subjects_of(tokens: Iterable[str], reach: Reach) -> list[Subject]:
    """The rows named by the tokens, each once; what is no token, or out of reach, is left out."""
    read = {found[0]: found.groups() for token in list(tokens)[:MOST_ROWS] if (found := _TOKEN.fullmatch(token))}
    numbers = {int(number) for number, _version, _last in read.values()}
    shown = reach.comments().select_related("edition", "decided_by").in_bulk(numbers)
    return [_subject(token, shown.get(int(parts[0])), parts, reach) for token, parts in read.items()]


def _subject(token: str, comment: Comment | None, parts: tuple[str, ...], reach: Reach) -> Subject:
    _number, version, last = parts
    if comment is None or comment.version != version:
        return Subject(token, comment, is_as_seen=False)
    if not last or not comment.fingerprint:
        return Subject(token, comment, is_as_seen=True, comments=[comment])
    # What came in after the page was drawn has not been seen by anybody.
    alike = reach.comments().filter(state=comment.state, fingerprint=comment.fingerprint, pk__lte=int(last))
    found = list(alike.select_related("edition").defer("text", "held_for").order_by("pk")[: MOST_ALIKE + 1])
    return Subject(token, comment, is_as_seen=True, comments=found[:MOST_ALIKE], is_cut=len(found) > MOST_ALIKE)
