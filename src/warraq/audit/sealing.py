"""Rows get their numbers and seals: one at a time for the whole site, in a short transaction of its own."""

import hashlib
import json
from datetime import UTC

from django.db import transaction

from .models import Entry, Head

AT_ONCE = 500


def seal_of(entry: Entry) -> str:
    """SHA-256 over the row, its number, and the seal of the row before."""
    written = [
        entry.number,
        entry.previous,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.actor,
        entry.actor_name,
        entry.subject,
        entry.subject_id,
        entry.title,
        entry.network,
        entry.data,
    ]
    text = json.dumps(written, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def seal() -> int:
    """Seal what waits; how many rows that was. Whoever comes at the same time waits, and finds it done."""
    count = 0
    while Entry.objects.filter(number=None).exists():
        count += (sealed := _seal_some())
        if sealed < AT_ONCE:
            break
    return count


@transaction.atomic
def _seal_some() -> int:
    head = Head.objects.select_for_update().get(pk=1)
    entries = list(Entry.objects.filter(number=None).order_by("pk")[:AT_ONCE])
    for entry in entries:
        entry.number, entry.previous = head.number + 1, head.seal
        entry.seal = seal_of(entry)
        head.number, head.seal = entry.number, entry.seal
    if entries:
        Entry.objects.bulk_update(entries, ["number", "previous", "seal"], batch_size=100)
        head.save()
    return len(entries)
