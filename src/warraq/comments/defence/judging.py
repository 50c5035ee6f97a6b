"""The defence's judgement of a comment, made before it is stored: a handful of queries, no service is asked."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from warraq.comments.models import Ban, Comment
from warraq.comments.verdicts import HONEYPOT, TICKET, WORK, Facts, Verdict

from . import refusals, tickets, work
from .arrivals import ARRIVALS
from .learning import chance_of
from .likeness import Likeness, likeness_of
from .models import ListedWord
from .refusals import Refusal
from .rules import FLOOD, FLOOD_HERE, FLOOD_MINUTES, MOST_ALIKE, NETWORK_MINUTES, NETWORK_MOST
from .sameness import OVERDONE_TEXTS, sameness_of
from .signs import signs_of
from .tickets import Ticket
from .waiting import is_full
from .weighing import Findings, state_for, weigh
from .words import listed_in

SITE = "site"


def needs_work(story: int) -> bool:
    """Are so many comments coming, to this story or to the site, that browsers have to work for theirs?"""
    return _is_flood(_arrived(story), story)


def ticket_for(story: Any) -> dict[str, str]:
    """The fields that a form of this story has to carry when it is sent."""
    return {TICKET: tickets.issue(story.pk)}


def ticket_with_work(story: Any) -> dict[str, Any]:
    """The same for a script of ours, and while a flood comes in, how much the browser has to work first."""
    return ticket_for(story) | ({WORK: [work.PUZZLES, work.BITS]} if needs_work(story.pk) else {})


def judge(comment: Comment, facts: Facts) -> Verdict:
    """Whether a comment may be shown, waits, is spam, or is refused with words.

    One that has a number is judged again with other words: its form was judged before. Not to be called inside a
    transaction, since it counts what comes.
    """
    is_new = comment.pk is None
    ticket = tickets.read(facts.form.get(TICKET), comment.story_id) if is_new else Ticket()
    network, around = _network("from", facts.address_hash), _network("around", facts.around_hash)
    if is_new:
        ARRIVALS.note(filter(None, [SITE, _story(comment.story_id), network, around]))
    arrived = _arrived(comment.story_id, network, around)
    from_network = arrived.get(network, 0)
    likeness = likeness_of(comment.text)
    refusal = _refused(comment, facts, ticket, likeness, from_network) if is_new else _banned(comment, facts)
    if refusal:
        return _refuse(refusal)
    same = sameness_of(likeness, comment.story_id, timezone.now(), comment.pk)
    # "Thank you" may come as often as it likes.
    if same.total >= MOST_ALIKE and not same.is_short:
        OVERDONE_TEXTS.note(likeness)
        return _refuse(refusals.REPEATED)
    listed = listed_in(f"{comment.name}\n{comment.text}", comment.edition)
    if ListedWord.Deed.REFUSE in listed:
        return _refuse(refusals.LISTED)
    findings = Findings(
        # As it was sent: cleaning takes out what nobody sees.
        signs=signs_of(facts.form.get("text") or comment.text, comment.name),
        same=same,
        listed=listed,
        chance=chance_of(comment.text, comment.edition.code),
        is_honeyed=is_new and bool(facts.form.get(HONEYPOT)),
        is_hasty=ticket.is_hasty,
        lacks_work=is_new and _is_flood(arrived, comment.story_id) and not _has_worked(facts.form),
        from_network=from_network,
        from_around=arrived.get(around, 0),
    )
    reasons = weigh(findings)
    score = max(0.0, sum(reason.points for reason in reasons))
    return Verdict(state_for(score), score, reasons, same.fingerprint, ticket.number)


def _refused(comment: Comment, facts: Facts, ticket: Ticket, likeness: Likeness, from_network: int) -> Refusal | None:
    if from_network > NETWORK_MOST:
        return refusals.TOO_MANY
    if ticket.fault:
        return refusals.FAULTS[ticket.fault]
    earlier = Comment.objects.filter(ticket=ticket.number).values_list("text", flat=True).first()
    if earlier is not None:
        # The same form sent twice is one comment, and its author is shown that one; other words are another comment.
        return None if earlier == comment.text else refusals.USED
    if OVERDONE_TEXTS.holds(likeness):
        return refusals.REPEATED
    return refusals.FULL if is_full(comment.story_id) else _banned(comment, facts)


def _banned(comment: Comment, facts: Facts) -> Refusal | None:
    return refusals.BANNED if Ban.holds(comment.email_hash, facts.address_hash, *facts.earlier_hashes) else None


def _refuse(refusal: Refusal) -> Verdict:
    return Verdict(refusal=str(refusal.words), status=refusal.status, asks_again=refusal.asks_again)


def _arrived(story: int, *networks: str) -> dict[str, int]:
    asked = {SITE: FLOOD_MINUTES, _story(story): FLOOD_MINUTES}
    return ARRIVALS.counts(asked | {network: NETWORK_MINUTES for network in networks if network})


def _network(what: str, hashed: str) -> str:
    return f"{what}:{hashed}" if hashed else ""


def _is_flood(counts: Mapping[str, int], story: int) -> bool:
    return counts[SITE] >= FLOOD or counts[_story(story)] >= FLOOD_HERE


def _has_worked(form: Mapping[str, str]) -> bool:
    return work.is_done(form.get(TICKET, ""), form.get(WORK))


def _story(number: int) -> str:
    return f"story:{number}"
