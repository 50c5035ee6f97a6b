"""Fills the newsroom's index anew when the analysis has become another, in slices, while editors work."""

import time
from typing import Any

from django.db import transaction
from django_tasks import task
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models

from warraq.newsroom.queues import EDITORS_WAIT

from .models import Filling
from .words import version

BATCH = 100
SLICE = 10.0  # seconds


def is_filled() -> bool:
    """Was everything in the index made by the present analysis?"""
    return Filling.objects.filter(version=version()).exists()


def ensure() -> bool:
    """Begin to fill where that is needed and nobody has begun; did it?"""
    wanted = version()
    with transaction.atomic():
        row = Filling.objects.select_for_update().first() or Filling.objects.create()
        if wanted in (row.version, row.wanted):
            return False
        row.wanted, row.model, row.record = wanted, "", ""
        row.save()
    fill.enqueue()
    return True


@task(priority=EDITORS_WAIT)
def fill() -> None:
    """One slice, and the next one queued."""
    if not fill_until(time.monotonic() + SLICE):
        fill.enqueue()


def fill_until(moment: float) -> bool:
    """Go on until a moment of the monotonic clock; is the index full?"""
    row = Filling.objects.first()
    if row is None or not row.wanted:
        return True
    backend = get_search_backend()
    for model in _models_from(row.model):
        after = row.record if row.model == model._meta.label_lower else ""
        while batch := _next(model, after):
            if time.monotonic() > moment:
                return False
            after = str(batch[-1].pk)
            row.model, row.record = model._meta.label_lower, after
            with transaction.atomic():
                backend.add_bulk(model, batch)
                row.save(update_fields=["model", "record"])
    Filling.objects.filter(pk=row.pk, wanted=row.wanted).update(version=row.wanted, wanted="")
    return True


def _models_from(label: str) -> list[type]:
    models = sorted(get_indexed_models(), key=lambda model: model._meta.label_lower)
    labels = [model._meta.label_lower for model in models]
    return models[labels.index(label) if label in labels else 0 :]


def _next(model: Any, after: str) -> list[Any]:
    # Wagtail says which records of a model are indexed as that model, and loads what they need.
    records = model.get_indexed_objects().order_by("pk")
    return list(records.filter(pk__gt=after)[:BATCH] if after else records[:BATCH])
