"""The change log's reader for related stories: says which stories must be looked at again, and finds nothing itself.

Looking takes longer than a transaction may; it is done by `renewing`, from the rows that are written here together
with the place in the log.
"""

from collections import defaultdict
from collections.abc import Iterable

from warraq.changes import log
from warraq.changes.consumers import SiteConsumer
from warraq.changes.models import Change
from warraq.changes.positions import Entry, Position
from warraq.dossiers.models import Filing
from warraq.stories.models import RelatedStory, StoryPage

from . import waiting
from .models import Awaited

NOW, SOMETIME = Awaited.Urgency.NOW, Awaited.Urgency.SOMETIME
# More stories at once are an import, or a keyword merged: nobody waits for each.
FEW = 10
FILED = 200  # of a dossier that comes or goes, the newest stories


class RelatedConsumer(SiteConsumer):
    """Asks for the lists of stories that came, changed, or have lost one they listed."""

    name = "related"
    batch = 20  # an entry of an import names hundreds of stories

    def start_over(self) -> Position:
        position = log.now()
        newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
        waiting.sweep(newest or 0)
        return position

    def handle(self, entries: list[Entry]) -> None:
        # Of several entries about one story the last one: once that is read, so are the others.
        changed = {pk: entry for entry in entries for pk in _stories_of(entry)}
        listed = _listed(changed)
        is_bulk = len(listed) > FEW
        for (change, is_offering), stories in _grouped(changed, listed, is_bulk).items():
            waiting.ask_for(stories, SOMETIME if is_bulk else NOW, change, is_offering)
        refill(changed.keys() - listed)
        for entry in entries:
            waiting.ask_for(_filed_in(entry), SOMETIME, entry.id)


def _grouped(changed: dict[int, Entry], listed: set[int], is_bulk: bool) -> dict[tuple[int, bool], list[int]]:
    """The listed stories by the entry the index must have read, and by whether others are to hear of them."""
    found: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for pk in listed:
        entry = changed[pk]
        found[entry.id, entry.kind == Change.Kind.PUBLISHED or not is_bulk].append(pk)
    return found


def refill(gone: Iterable[int]) -> None:
    """Ask for the lists that hold one of these stories, which readers can no longer open."""
    lists = RelatedStory.objects.filter(related__in=list(gone)).values_list("story_id", flat=True)
    waiting.ask_for(set(lists), NOW)


def ask_anew(stories: Iterable[int]) -> None:
    """Ask for the lists of stories that have lost what they shared with others; of many, as of an archive."""
    numbers = set(stories)
    waiting.ask_for(numbers, NOW if len(numbers) <= FEW else SOMETIME)


def _stories_of(entry: Entry) -> list[int]:
    if entry.kind == Change.Kind.REFINED:
        return []
    if entry.kind == Change.Kind.IMPORTED:
        return [pk for key in entry.keys if (pk := _number("story", key))]
    return [pk] if (pk := _number("story", entry.subject)) else []


def _number(kind: str, key: str) -> int:
    """The number of `story:42`; 0 for a key of anything else."""
    name, _, pk = key.partition(":")
    return int(pk) if name == kind and pk.isdecimal() else 0


def _listed(pks: Iterable[int]) -> set[int]:
    return set(StoryPage.objects.filter(pk__in=list(pks)).listed().values_list("pk", flat=True))


def _filed_in(entry: Entry) -> list[int]:
    """The newest stories of a dossier that readers can open now, or no longer."""
    pk = _number("dossier", entry.subject)
    if not pk or entry.kind not in (Change.Kind.PUBLISHED, Change.Kind.UNPUBLISHED):
        return []
    rows = Filing.objects.filter(dossier=pk).order_by("-pk")
    return list(rows.values_list("story_id", flat=True)[:FILED])
