"""Walks over everything stored and notes what is wrong with its letters, in batches; an interrupted walk goes on."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from warraq.language.faults import KINDS, Fault, faults, faults_in_html
from warraq.stories.text import Pen, rewrite

from .models import Examination, Finding
from .subjects import (
    child_relations,
    edition_codes,
    has_column,
    language_of,
    own_rows,
    subject,
    subjects,
    title_of,
    words_of_its_own,
)

BATCH = 250
LONGEST = 200
# Beside its words, what says which language a record is in and whether readers see it.
NEEDED = ("edition", "language", "page", "live", "has_unpublished_changes", "latest_revision")
REPAIRABLE = [kind for kind in KINDS if kind != "lost"]


def begin(by: Any = None) -> Examination:
    """A new examination; what earlier ones found is forgotten."""
    with transaction.atomic():
        for former in Examination.objects.all():
            former.findings.all().delete()
            former.delete()
        return Examination.objects.create(by=by, total=sum(_those_of(model).count() for model in subjects()))


def latest() -> Examination | None:
    return Examination.objects.first()


def go_on(examination: Examination, until: float = float("inf"), tell: Callable[[Examination], Any] = bool) -> bool:
    """Examine on from where the last batch ended, until a moment of the monotonic clock; is everything examined?"""
    codes = edition_codes()
    for model in _models_from(examination.model):
        while batch := _next_batch(model, examination):
            if time.monotonic() > until:
                return False
            _examine(batch, examination, codes)
            tell(examination)
    examination.finished_at = timezone.now()
    examination.save(update_fields=["finished_at"])
    return True


def _models_from(label: str) -> Iterable[type[models.Model]]:
    labels = [model._meta.label_lower for model in subjects()]
    return subjects()[labels.index(label) if label in labels else 0 :]


def _those_of(model: type[models.Model]) -> models.QuerySet:
    records = model._default_manager.order_by()
    # An alias is a copy that follows its page.
    return records.filter(alias_of=None) if issubclass(model, Page) else records


def _next_batch(model: type[models.Model], examination: Examination) -> list[models.Model]:
    after = examination.record if examination.model == model._meta.label_lower else 0
    needed = [field.name for field in words_of_its_own(model)]
    needed += [name for name in NEEDED if has_column(model, name)]
    return list(_those_of(model).filter(pk__gt=after).only(*needed).order_by("pk")[:BATCH])


def _examine(batch: list[models.Model], examination: Examination, codes: dict[int, str]) -> None:
    model = type(batch[0])
    found = list(_findings(batch, model, codes))
    for finding in found:
        finding.examination = examination
    with transaction.atomic():
        Finding.objects.bulk_create(found, batch_size=BATCH)
        examination.model, examination.record = model._meta.label_lower, batch[-1].pk
        examination.examined += len(batch)
        examination.save(update_fields=["model", "record", "examined"])


def _findings(batch: list[models.Model], model: type[models.Model], codes: dict[int, str]) -> Iterator[Finding]:
    rows = _child_rows(batch, model)
    drafts = _drafts(batch) if issubclass(model, Page) else {}
    for record in batch:
        # What was never live, or is no longer, is what its newest draft says.
        if record.pk not in drafts or record.live:
            yield from noted(record, rows.get(record.pk, []), codes, is_draft=False)
        if record.pk in drafts:
            draft = drafts[record.pk].as_object()
            yield from noted(draft, own_rows(draft), codes, is_draft=True)


def _child_rows(batch: list[models.Model], model: type[models.Model]) -> dict[int, list[models.Model]]:
    found: dict[int, list[models.Model]] = {}
    for relation in child_relations(model):
        parent = relation.field.attname
        rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": batch})
        for row in rows:
            found.setdefault(getattr(row, parent), []).append(row)
    return found


def _drafts(batch: list[Page]) -> dict[int, Revision]:
    with_drafts = {
        page.latest_revision_id: page.pk
        for page in batch
        if page.latest_revision_id and (page.has_unpublished_changes or not page.live)
    }
    return {with_drafts[revision.pk]: revision for revision in Revision.objects.filter(pk__in=with_drafts)}


def noted(record: models.Model, rows: list[models.Model], codes: dict[int, str], is_draft: bool) -> Iterator[Finding]:
    """A finding for each kind of fault in the record's words and its rows'."""
    first: dict[str, tuple[str, Fault]] = {}
    counts: dict[str, int] = {}
    for name, fault in _faults_of(record, rows, codes):
        first.setdefault(fault.kind, (name, fault))
        counts[fault.kind] = counts.get(fault.kind, 0) + 1
    for kind, (name, fault) in first.items():
        yield Finding(
            model=record._meta.label_lower,
            record=record.pk,
            is_draft=is_draft,
            kind=kind,
            count=counts[kind],
            title=title_of(record),
            field=name,
            before=_storable(fault.before)[:LONGEST],
            after=None if fault.after is None else _storable(fault.after)[:LONGEST],
            lead=_storable(fault.context[0]),
            trail=_storable(fault.context[1]),
        )


def _faults_of(record: models.Model, rows: list[models.Model], codes: dict[int, str]) -> Iterator[tuple[str, Fault]]:
    language = language_of(record, codes)
    yield from _faults_in(record, language)
    for row in rows:
        yield from _faults_in(row, language_of(row, codes, language))


def _faults_in(record: models.Model, language: str) -> Iterator[tuple[str, Fault]]:
    for field in words_of_its_own(type(record)):
        found: list[Fault] = []
        rewrite(record, _reading(found, language), [field])
        yield from ((field.name, fault) for fault in found)


def _reading(found: list[Fault], language: str) -> Pen:
    """A pen that writes nothing and notes what it finds."""

    def plain(text: str) -> str:
        found.extend(faults(text, language))
        return text

    def rich(html: str) -> str:
        found.extend(faults_in_html(html, language))
        return html

    return Pen(plain, rich)


def _storable(text: str) -> str:
    # PostgreSQL keeps no NUL; what is shown of one is a picture of it.
    return text.replace("\x00", "␀").replace("\n", " ")


def refresh(label: str, pk: int, codes: dict[int, str]) -> None:
    """Look at one record anew, after it was repaired or brought back."""
    examination, model = latest(), subject(label)
    if examination is None:
        return
    Finding.objects.filter(examination=examination, model=label, record=pk).delete()
    record = _those_of(model).filter(pk=pk).first()
    if record is not None:
        found = list(_findings([record], model, codes))
        for finding in found:
            finding.examination = examination
        Finding.objects.bulk_create(found)
