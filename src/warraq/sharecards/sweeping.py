"""A look at the cards of many pages, the newest first: after an import, a new design, a section that was renamed."""

from datetime import timedelta
from heapq import nlargest
from secrets import randbits

from django.db.models import Q
from django.utils import timezone

from .faces import kinds
from .making import remove_retired, renew
from .models import CardSweep, ShareCard

# Pages that came out longer ago get a card when they are next published; an archive would fill the disk with cards
# that nobody asks for. `warraq cards --all` makes them all the same.
BACK = timedelta(days=365)
AT_A_TIME = 25
LAST = 2**62


def begin() -> int:
    """The mark of a new look, which ends those that are under way."""
    mark = randbits(62)
    CardSweep.objects.update_or_create(pk=1, defaults={"mark": mark})
    return mark


def go_on(mark: int, before: int = LAST, is_all: bool = False) -> int | None:
    """Look at some pages below a number; where to go on, or None at the end."""
    if not CardSweep.objects.filter(mark=mark).exists():
        return None
    numbers = next_pages(before, is_all)
    for number in numbers:
        renew(number)
    remove_retired()
    return numbers[-1] if numbers else None


def next_pages(before: int, is_all: bool = False) -> list[int]:
    """The numbers of the next pages whose cards are looked at, the highest first."""
    wanted = Q(pk__in=ShareCard.objects.values("page"))
    wanted |= Q(listed_at__isnull=False) if is_all else Q(listed_at__gte=timezone.now() - BACK)
    found: list[int] = []
    for model in kinds().values():
        rows = model.objects.filter(wanted, pk__lt=before).order_by("-pk")
        found += rows.values_list("pk", flat=True)[:AT_A_TIME]
    return nlargest(AT_A_TIME, found)
