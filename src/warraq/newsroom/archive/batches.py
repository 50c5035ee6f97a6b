"""Repairs and their undoing, record by record; what is killed in the middle goes on where it was."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from warraq.language.faults import KINDS

from . import examining
from .mending import Proposal, obstacle, propose, treat, undo
from .models import Examination, Finding, Repair, Treatment
from .subjects import edition_codes, subject

BATCH = 200
FOREVER = float("inf")


def begin(examination: Examination, kinds: list[str], by: Any = None) -> Repair:
    """A batch for every record in which one of these kinds was found."""
    return Repair.objects.create(examination=examination, kinds=kinds, by=by, total=count(examination, kinds))


def under_way() -> Repair | None:
    return Repair.objects.filter(state__in=[Repair.State.RUNNING, Repair.State.UNDOING]).first()


def go_on(repair: Repair, until: float = FOREVER, tell: Callable[[Treatment], Any] = bool) -> bool:
    """Work on a batch until a moment of the monotonic clock; is it done?"""
    if repair.state == Repair.State.RUNNING:
        return _repair(repair, until, tell)
    if repair.state == Repair.State.UNDOING:
        return _undo(repair, until, tell)
    return True


def start_undoing(repair: Repair) -> bool:
    """Turn a finished batch round; False if it is not one."""
    return bool(Repair.objects.filter(pk=repair.pk, state=Repair.State.DONE).update(state=Repair.State.UNDOING))


def preview(examination: Examination, kinds: list[str], most: int) -> Iterator[tuple[Finding, Proposal | None]]:
    """The first records of a batch as they would be."""
    codes = edition_codes()
    shown = set()
    findings = Finding.objects.filter(examination=examination, kind__in=kinds)
    for finding in findings.iterator(chunk_size=BATCH):
        if len(shown) >= most:
            return
        if (finding.model, finding.record) in shown:
            continue
        shown.add((finding.model, finding.record))
        record = subject(finding.model)._default_manager.filter(pk=finding.record).first()
        yield finding, propose(record, codes) if record else None


def count(examination: Examination, kinds: list[str]) -> int:
    """How many records a batch would treat."""
    return _faulty(examination, kinds).count()


def obstacle_of(record: Any) -> str:
    """Why a batch would leave a record alone, for an editor to read; empty where it would not."""
    why = obstacle(record) if isinstance(record, Page) else None
    return str(why.label) if why else ""


def repairable(kinds: list[str]) -> list[str]:
    """Those of the kinds that exist and that can be repaired."""
    return [kind for kind in KINDS if kind in kinds and kind != "lost"]


def _faulty(examination: Examination, kinds: list[str]) -> Any:
    found = Finding.objects.filter(examination=examination, kind__in=kinds)
    return found.order_by("model", "record").values_list("model", "record").distinct()


def _repair(repair: Repair, until: float, tell: Callable[[Treatment], Any]) -> bool:
    codes = edition_codes()
    treated = Treatment.objects.filter(repair=repair, model=OuterRef("model"), record=OuterRef("record"))
    while batch := list(_faulty(repair.examination, repair.kinds).exclude(Exists(treated))[:BATCH]):
        for label, pk in batch:
            if time.monotonic() > until:
                return False
            if treatment := treat(repair, label, pk, codes):
                examining.refresh(label, pk, codes)
                tell(treatment)
    return _close(repair, Repair.State.RUNNING, Repair.State.DONE)


def _undo(repair: Repair, until: float, tell: Callable[[Treatment], Any]) -> bool:
    codes = edition_codes()
    left = repair.treatments.filter(outcome__in=[Treatment.Outcome.MENDED, Treatment.Outcome.DRAFT])
    while batch := list(left[:BATCH]):
        for treatment in batch:
            if time.monotonic() > until:
                return False
            undo(treatment, repair.by)
            examining.refresh(treatment.model, treatment.record, codes)
            tell(treatment)
    return _close(repair, Repair.State.UNDOING, Repair.State.UNDONE)


def _close(repair: Repair, before: str, after: str) -> bool:
    Repair.objects.filter(pk=repair.pk, state=before).update(state=after)
    repair.refresh_from_db()
    return True
