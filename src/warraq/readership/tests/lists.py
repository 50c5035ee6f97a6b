"""Lists of the most read as the counting leaves them, written by hand."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from warraq.changes.models import Change
from warraq.readership.models import MostRead, Window
from warraq.readership.queries import most_read_key


def write_list(owner: Any, window: Window, stories: Iterable[Any]) -> None:
    """The stories in this order are the most read of an edition or a section; readers' pages hear of it."""
    is_section = owner.key_kind == "section"
    edition, section = (owner.edition_id, owner.pk) if is_section else (owner.pk, 0)
    where = {"edition": edition, "section": section, "window": window}
    with transaction.atomic():
        MostRead.objects.filter(**where).delete()
        MostRead.objects.bulk_create(
            MostRead(**where, place=place, story=story.pk) for place, story in enumerate(stories, start=1)
        )
        key = most_read_key(edition, section, window)
        Change.objects.note(Change.Kind.REFINED, f"reads:{edition}-{section}-{window}", {key})
