"""Is the trail what was written? Reads it once, row by row, whatever its length."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import guards
from .anchors import Anchor, anchors
from .models import BEGINNING, Checkpoint, Entry, Head
from .sealing import seal, seal_of

PRUNED = "audit.pruned"
CHUNK = 2_000
SHOWN = 100  # faults that are told one by one


@dataclass
class Verdict:
    """What was found. `faults` holds sentences, the first hundred of `wrong`."""

    count: int = 0
    first: int = 0
    last: int = 0
    seal: str = BEGINNING
    wrong: int = 0
    faults: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        self.wrong += 1
        if len(self.faults) < SHOWN:
            self.faults.append(sentence)


def verify(place: Path | None = None) -> Verdict:
    """Seal what waits, then compare every row with its seal, the row before, the head, and what `place` remembers."""
    seal()
    # First: what is sealed while this reads lies after it.
    head = Head.objects.get(pk=1)
    verdict = Verdict()
    checkpoint = Checkpoint.objects.order_by("-through").first()
    if checkpoint:
        verdict.last, verdict.seal = checkpoint.through, checkpoint.seal
        _look_at_checkpoint(checkpoint, verdict)
    verdict.first = verdict.last + 1
    known = {anchor.number: anchor for anchor in anchors(place)} if place else {}
    _walk(head, known, verdict)
    _look_at_end(head, known, verdict)
    for name in guards.missing():
        verdict.say(f"the trigger {name}, which keeps the trail from being changed, is not there")
    return verdict


def _walk(head: Head, known: dict[int, Anchor], verdict: Verdict) -> None:
    for entry in _sealed(head.number):
        if entry.number < verdict.first:
            verdict.say(f"{entry.number}: lies before the checkpoint, where all rows were removed")
            continue
        verdict.count += 1
        if entry.number != verdict.last + 1:
            verdict.say(f"{_span(verdict.last + 1, entry.number - 1)}: missing")
        elif entry.previous != verdict.seal:
            verdict.say(f"{entry.number}: does not continue the row before it")
        if seal_of(entry) != entry.seal:
            verdict.say(f"{entry.number}: changed after it was written ({entry.action}, {entry.at:%Y-%m-%d %H:%M})")
        if (anchor := known.get(entry.number)) and anchor.seal != entry.seal:
            verdict.say(f"{entry.number}: another row than the one that was noted down here on {anchor.at[:10]}")
        verdict.last, verdict.seal = entry.number, entry.seal


def _sealed(last: int) -> Iterator[Entry]:
    return Entry.objects.filter(number__lte=last).order_by("number").iterator(chunk_size=CHUNK)


def _look_at_end(head: Head, known: dict[int, Anchor], verdict: Verdict) -> None:
    if (beyond := Entry.objects.filter(number__gt=head.number).count()) and not _is_ahead(head):
        verdict.say(f"{beyond} rows stand after the end of the chain")
    newest = max([head.number, *known])
    if newest > verdict.last:
        verdict.say(f"{_span(verdict.last + 1, newest)}: missing at the end")
    elif head.number == verdict.last and head.seal != verdict.seal:
        verdict.say(f"{head.number}: the last row is not the one that was sealed last")


def _is_ahead(head: Head) -> bool:
    """Has more been sealed meanwhile?"""
    return Head.objects.get(pk=1).number > head.number


def _look_at_checkpoint(checkpoint: Checkpoint, verdict: Verdict) -> None:
    """Rows may go for their age only if the trail itself says so."""
    told = Entry.objects.filter(action=PRUNED, number__gt=checkpoint.through)
    said = [json.loads(data) for data in told.values_list("data", flat=True)]
    if not any((word.get("through"), word.get("seal")) == (checkpoint.through, checkpoint.seal) for word in said):
        verdict.say(f"rows up to {checkpoint.through} were removed, and no row tells of it")


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
