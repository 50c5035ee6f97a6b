"""From what was found to points: pure, so that what a comment is held for can be read off `rules.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from warraq.comments.models import State
from warraq.comments.verdicts import Reason

from .chances import Chance
from .models import ListedWord
from .rules import AROUND_BUSY, HOLD_FROM, NETWORK_BUSY, RULES, SPAM_FROM, weigh_chance
from .sameness import Sameness
from .signs import Sign

SHOWN = 80  # letters of a detail


@dataclass(frozen=True)
class Findings:
    """What was found out about a comment that is not refused."""

    signs: Sequence[Sign] = ()
    same: Sameness = field(default_factory=lambda: Sameness("", True))
    # What of the text is on the newsroom's list, by what happens then.
    listed: dict[ListedWord.Deed, list[str]] = field(default_factory=dict)
    chance: Chance | None = None
    is_honeyed: bool = False
    is_hasty: bool = False
    lacks_work: bool = False
    from_network: int = 0  # comments in the last minutes
    from_around: int = 0  # the same from the networks around it


def weigh(findings: Findings) -> list[Reason]:
    """Everything that speaks for or against a comment, the weightiest first."""
    return sorted((reason for reason in _reasons(findings) if reason.points), key=lambda reason: -abs(reason.points))


def state_for(score: float) -> State:
    if score >= SPAM_FROM:
        return State.SPAM
    return State.WAITING if score >= HOLD_FROM else State.APPROVED


def _reasons(findings: Findings) -> Iterator[Reason]:
    if findings.is_honeyed:
        yield _reason("honeypot")
    if findings.is_hasty:
        yield _reason("hasty")
    if findings.lacks_work:
        yield _reason("no work")
    if findings.from_network > NETWORK_BUSY or findings.from_around > AROUND_BUSY:
        yield _reason("busy network", detail=str(max(findings.from_network, findings.from_around)))
    for deed, code in ((ListedWord.Deed.SPAM, "listed spam"), (ListedWord.Deed.HOLD, "listed")):
        if words := findings.listed.get(deed):
            yield _reason(code, len(words), "، ".join(words))
    yield from _sameness(findings.same)
    for sign in findings.signs:
        yield _reason(sign.code, sign.count, sign.detail)
    if findings.chance:
        code, points = weigh_chance(findings.chance.refused)
        yield Reason(code, points, _cut("، ".join(findings.chance.words[:5])))


def _sameness(same: Sameness) -> Iterator[Reason]:
    # A few words are the same by chance; that moderators called them spam counts all the same.
    if same.spam:
        yield _reason("known spam", detail=str(same.spam))
    elif same.rejected and not same.is_short:
        yield _reason("known refused", detail=str(same.rejected))
    if same.is_short:
        return
    if same.here:
        yield _reason("repeated", same.here, str(same.here))
    if same.other_stories:
        yield _reason("elsewhere", same.other_stories, str(same.other_stories))


def _reason(code: str, count: int = 1, detail: str = "") -> Reason:
    return Reason(code, RULES[code].weigh(count), _cut(detail))


def _cut(detail: str) -> str:
    return detail if len(detail) <= SHOWN else f"{detail[: SHOWN - 1]}…"
