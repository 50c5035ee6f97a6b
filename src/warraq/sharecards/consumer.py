"""The change log's reader for share cards: says whose card must be looked at, and draws nothing itself."""

from collections.abc import Iterable

from django.db.models import Q

from warraq.changes import log
from warraq.changes.consumers import SiteConsumer
from warraq.changes.models import Change
from warraq.changes.positions import Entry, Position
from warraq.media.rights import ENDS

from . import tasks
from .faces import kinds

# More pages at once than newsrooms make by hand are looked at in the order of a sweep.
FEW = 40
# What is printed on every card of the pages below it.
_PRINTED_ON_MANY = ("section", "edition")


class SharecardsConsumer(SiteConsumer):
    """Queues the pages that changed, that a picture is shown on, or all of them."""

    name = "sharecards"
    batch = 200

    def start_over(self) -> Position:
        position = log.now()
        tasks.begin_sweep()
        return position

    def handle(self, entries: list[Entry]) -> None:
        wanted: dict[int, None] = {}
        is_for_many = False
        for entry in entries:
            if entry.kind == Change.Kind.REFINED:
                continue
            kind, _colon, number = entry.subject.removesuffix(f":{ENDS}").partition(":")
            is_for_many |= entry.kind == Change.Kind.IMPORTED or (kind in _PRINTED_ON_MANY and number.isdecimal())
            wanted |= dict.fromkeys(_pages(kind, number))
        if is_for_many or len(wanted) > FEW:
            tasks.begin_sweep()
        else:
            for page in wanted:
                tasks.renew_card.enqueue(page)


def _pages(kind: str, number: str) -> Iterable[int]:
    if not number.isdecimal():
        return []
    return _showing(int(number)) if kind == "image" else [int(number)] if kind in kinds() else []


def _showing(image: int) -> list[int]:
    """The newest pages that show a picture first."""
    found: list[int] = []
    for model in kinds().values():
        shows = Q(share_picture=image)
        if any(field.name == "lead_picture" for field in model._meta.concrete_fields):
            shows |= Q(lead_picture=image)
        found += model.objects.listed().filter(shows).order_by("-pk").values_list("pk", flat=True)[: FEW + 1]
    return found
