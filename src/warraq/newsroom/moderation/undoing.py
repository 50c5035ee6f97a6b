"""What a moderator has done lately, kept in their session so that the last of it can be taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from warraq.comments import moderation
from warraq.comments.models import Ban, Comment
from warraq.comments.moderation import Standing

KEY = "moderation"
DEEDS = 20  # that can be taken back, one after the other
COMMENTS = 4_000  # in all of them: a session is read with every request


def remember(session: Any, done: Iterable[Comment], before: dict[int, Standing], bans: Iterable[int] = ()) -> None:
    """Keep where the comments stood; they are named by the version that the deed has left them in."""
    stood: dict[Standing, list[list[Any]]] = {}
    for comment in done:
        if comment.pk in before:
            stood.setdefault(before[comment.pk], []).append([comment.pk, comment.version])
    _keep(session, {"bans": list(bans), "stood": [[*_written(standing), rows] for standing, rows in stood.items()]})


def remember_edit(session: Any, comment: Comment, text: str) -> None:
    """Keep the words that a comment had."""
    _keep(session, {"edited": [comment.pk, comment.version, text]})


def can_undo(session: Any) -> bool:
    return bool(session.get(KEY))


def undo(session: Any, by: Any) -> tuple[list[Comment], int]:
    """Take the last deed back; the comments that are as they were, and how many somebody has changed since."""
    deeds = session.get(KEY, [])
    if not deeds:
        return [], 0
    deed = deeds.pop()
    session[KEY] = deeds
    if "edited" in deed:
        number, version, text = deed["edited"]
        comment = moderation.edit(number, by, text, seen={number: version})
        return [comment] if comment else [], 0 if comment else 1
    for ban in Ban.objects.filter(pk__in=deed["bans"]):
        moderation.lift(ban)
    standings, seen = {}, {}
    for *written, rows in deed["stood"]:
        for number, version in rows:
            standings[number], seen[number] = _read(*written), version
    back = moderation.put_back(standings, by, seen)
    return back, len(standings) - len(back)


def _keep(session: Any, deed: dict[str, Any]) -> None:
    deeds = [*session.get(KEY, []), deed][-DEEDS:]
    while len(deeds) > 1 and sum(map(_size, deeds)) > COMMENTS:
        deeds.pop(0)
    session[KEY] = deeds


def _size(deed: dict[str, Any]) -> int:
    return sum(len(rows) for *_written, rows in deed.get("stood", []))


def _written(standing: Standing) -> tuple[str, str, str | None, int | None]:
    at = standing.decided_at.isoformat() if standing.decided_at else None
    return standing.state, standing.reject_reason, at, standing.decided_by


def _read(state: str, reason: str, at: str | None, by: int | None) -> Standing:
    moment: datetime | None = parse_datetime(at) if at else None
    return Standing(state, reason, moment, by)
