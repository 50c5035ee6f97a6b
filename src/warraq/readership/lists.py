"""Makes the lists of the most read, once a minute; what has changed in them goes through the change log."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import connection, transaction

from warraq.changes.locks import is_mine
from warraq.changes.models import Change
from warraq.stories.models import SectionPage, StoryPage

from .models import MostRead, Standing, Window
from .queries import KEPT, most_read_key

# Of the most read of the whole site: the worker has pages to look after, and whoever stands below is hardly read.
LOOKED_AT = 20_000
Name = tuple[int, int, str]  # edition, section or 0, window
Lists = dict[Name, list[int]]


def refresh(windows: Iterable[Window] = Window) -> int:
    """Make the lists anew; how many look other than before. One worker of the site does it at a time."""
    windows = list(windows)
    fresh = {name: list_ for window in windows for name, list_ in _of_window(window).items()}
    if not (changed := _differing(fresh, windows)):
        return 0
    with transaction.atomic():
        if not is_mine("most read"):
            return 0
        for name in changed:
            _write(name, fresh.get(name, []))
    return len(changed)


def _write(name: Name, stories: list[int]) -> None:
    edition, section, window = name
    MostRead.objects.filter(edition=edition, section=section, window=window).delete()
    MostRead.objects.bulk_create(
        MostRead(edition=edition, section=section, window=window, place=place, story=story)
        for place, story in enumerate(stories, start=1)
    )
    key = most_read_key(edition, section, window)
    # Nobody waits for it: what readers have is true and a minute old.
    Change.objects.note(Change.Kind.REFINED, f"reads:{edition}-{section}-{window}", {key})


def _differing(fresh: Lists, windows: list[Window]) -> list[Name]:
    stored: Lists = defaultdict(list)
    rows = MostRead.objects.filter(window__in=windows).order_by("place")
    for edition, section, window, story in rows.values_list("edition", "section", "window", "story"):
        stored[edition, section, window].append(story)
    return [name for name in sorted({*fresh, *stored}) if fresh.get(name, []) != stored.get(name, [])]


def _of_window(window: Window) -> Lists:
    """The first of every edition's and every section's stories by what the window adds up to, above the floor."""
    lists: Lists = defaultdict(list)
    # Full lists need no further look; a section whose stories are hardly read keeps us looking down to the floor.
    open_lists = _names(window)
    for story, edition, section in _in_order(window):
        for name in ((edition, 0, window.value), (edition, section, window.value)):
            if name in open_lists:
                lists[name].append(story)
                if len(lists[name]) == KEPT:
                    open_lists.remove(name)
        if not open_lists:
            break
    return dict(lists)


def _names(window: Window) -> set[Name]:
    sections = SectionPage.objects.filter(live=True).values_list("edition_id", "pk")
    return {(edition, pk, window.value) for edition, section in sections for pk in (0, section)}


def _in_order(window: Window) -> Iterator[tuple[int, int, int]]:
    """(story, edition, section) of listed stories, the most read first, of two read alike the newer."""
    quote = connection.ops.quote_name
    count = quote(window.value)
    with connection.cursor() as cursor:
        # Standings name stories by number, so that the ORM knows no way from one to the other.
        cursor.execute(
            f"SELECT s.story, p.edition_id, p.section_id FROM {quote(Standing._meta.db_table)} s "
            f"JOIN {quote(StoryPage._meta.db_table)} p ON p.page_ptr_id = s.story AND p.listed_at IS NOT NULL "
            f"WHERE s.{count} >= %s ORDER BY s.{count} DESC, s.story DESC LIMIT %s",
            [settings.WARRAQ_READS_FLOOR, LOOKED_AT],
        )
        while rows := cursor.fetchmany(500):
            yield from rows
