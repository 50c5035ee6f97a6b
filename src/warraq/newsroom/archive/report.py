"""The archive doctor on the command line."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from warraq.language.difference import diff_words

from . import batches, examining, keywords
from .models import Examination, Finding, Repair, Treatment
from .subjects import edit_url

Tell = Callable[[str], Any]
AROUND = 24  # characters of a diff beside what changes
EVERY = 5.0  # seconds between two lines of progress


class UnderWay(Exception):
    """A repair is being worked on: what it reads must not be thrown away."""


def examine(tell: Tell, anew: bool = False) -> Examination:
    """Go on with an examination that was interrupted, or begin one; print how far it is."""
    if batches.under_way():
        raise UnderWay
    examination = examining.latest()
    if anew or examination is None or examination.finished_at:
        examination = examining.begin()
    elif examination.examined:
        tell(f"going on after {examination.examined} of {examination.total}")
    began, first, told = time.monotonic(), examination.examined, [time.monotonic()]

    def progress(current: Examination) -> None:
        if time.monotonic() - told[0] > EVERY:
            told[0] = time.monotonic()
            tell(f"{current.examined} of {current.total}")

    examining.go_on(examination, tell=progress)
    seconds = max(time.monotonic() - began, 1e-9)
    count = examination.examined - first
    tell(f"{count} records examined in {seconds:.1f} s ({count / seconds:.0f}/s)")
    return examination


def summary(examination: Examination, samples: int) -> dict[str, Any]:
    """What was found, as `--json` prints it."""
    found = {}
    for kind, (records, places) in examination.counts().items():
        rows = examination.findings.filter(kind=kind)[:samples]
        found[kind] = {"records": records, "places": places, "samples": [_sample(row) for row in rows]}
    doubles = [[keyword.name for keyword in group.keywords] for group in keywords.lookalikes()]
    return {"examined": examination.examined, "faults": found, "keywords": doubles}


def _sample(finding: Finding) -> dict[str, Any]:
    return {
        "title": finding.title,
        "field": finding.field,
        "draft": finding.is_draft,
        "before": finding.before,
        "after": finding.after,
        "context": f"{finding.lead}[{finding.before}]{finding.trail}",
        "edit": settings.WARRAQ_BASE_URL + edit_url(finding.model, finding.record),
    }


def print_summary(found: dict[str, Any], tell: Tell) -> None:
    for kind, rows in found["faults"].items():
        tell(f"\n{kind}: {rows['places']} places in {rows['records']} records")
        for sample in rows["samples"]:
            draft = " (draft)" if sample["draft"] else ""
            tell(f"  {sample['title']}{draft}, {sample['field']}: {sample['context']}")
            tell(f"    → {'?' if sample['after'] is None else sample['after']}   {sample['edit']}")
    if found["keywords"]:
        tell(f"\nkeywords that may be one: {len(found['keywords'])}")
        for names in found["keywords"]:
            tell(f"  {' = '.join(names)}")
    if not found["faults"] and not found["keywords"]:
        tell("\nall letters are well")


def print_preview(examination: Examination, kinds: list[str], count: int, tell: Tell) -> None:
    for finding, proposal in batches.preview(examination, kinds, count):
        tell(f"\n{finding.title}   {settings.WARRAQ_BASE_URL}{edit_url(finding.model, finding.record)}")
        for field, before, after in proposal.shown() if proposal else []:
            tell(f"  {field.name}{' (draft)' if proposal.is_draft else ''}: {short_diff(before, after)}")


def short_diff(before: str, after: str) -> str:
    """`… the same [-gone-]{+come+} the same …`"""
    marks = {"removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks.get(kind, "{}").format(words) for kind, words in near_changes(before, after))


def near_changes(before: str, after: str, around: int = AROUND) -> list[tuple[str, str]]:
    """The words changed, with a few on either side of them."""
    spans = diff_words(before, after)
    return [
        (kind, _shortened(words, place, len(spans), around) if kind == "same" else words)
        for place, (kind, words) in enumerate(spans)
    ]


def _shortened(words: str, place: int, count: int, around: int) -> str:
    head, tail = words[:around] if place else "", words[-around:] if place < count - 1 else ""
    return words if len(words) <= len(head) + len(tail) + 1 else f"{head}…{tail}"


def work(repair: Repair, tell: Tell) -> None:
    """Work on a batch to its end; a line for each record that was left alone."""
    began, done = time.monotonic(), 0

    def note(treatment: Treatment) -> None:
        nonlocal done
        done += 1
        if not treatment.can_be_undone and treatment.outcome != Treatment.Outcome.UNDONE:
            tell(f"  {treatment.title}: {treatment.outcome} {treatment.note}".rstrip())

    batches.go_on(repair, tell=note)
    seconds = max(time.monotonic() - began, 1e-9)
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in repair.outcomes().items())
    tell(f"batch {repair.pk}: {outcomes or 'nothing'} in {seconds:.1f} s ({done / seconds:.0f}/s)")


def print_batches(tell: Tell) -> None:
    for repair in Repair.objects.all():
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in repair.outcomes().items())
        begun, kinds = f"{repair.made_at:%Y-%m-%d %H:%M}", "+".join(repair.kinds)
        tell(f"batch {repair.pk}, {begun}, {kinds}: {repair.state}; {outcomes}")
