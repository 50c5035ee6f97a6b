"""What this machine's search index knows of the nearness of texts, and how far it has read."""

from collections.abc import Sequence

from tantivy import Query

from warraq.changes import log
from warraq.changes.positions import Position
from warraq.search.neighbours import nearest
from warraq.search.reading import Opened, SearchAway, asking
from warraq.search.schema import KEY, NOTE, SCHEMA
from warraq.search.writer import POSITION

from .gathering import Subject

THOUGHT_OF = 20  # stories
TERMS = 80  # of a story, by which others are near it; what that buys is in docs/related.md
# Of what a text tells. Who holds less of it shares no more than the words of every day.
LEAST = 0.05


class NearbyWords:
    """The search index of this machine, while there is one."""

    def have_read(self, changes: Sequence[int]) -> set[int]:
        """Those entries of the log that the index knows of, with 0 for none; nothing while it cannot be asked."""
        try:
            with asking() as opened:
                position = _position(opened)
        except SearchAway:
            return set()
        if position is None or not log.belongs(position):
            return set()
        known = {0} | log.has_read(position, [change for change in changes if change])
        # An entry the log has forgotten is in no position; who is behind nothing has read it all the same.
        if not known.issuperset(changes) and not log.lag(position).entries:
            known.update(changes)
        return known

    def near(self, story: Subject) -> dict[int, float]:
        """Stories of the same edition by the likeness of their texts: 1 for the nearest."""
        texts = [story.title, *story.texts]
        found = nearest(story.language, texts, [story.pk], THOUGHT_OF, terms=TERMS)
        # Long texts hold a little of everything, short ones repeat one word: to be near takes both.
        near = {other.pk: other.share * other.score for other in found if other.share >= LEAST}
        most = max(near.values(), default=1.0)
        return {pk: product / most for pk, product in near.items()}


def _position(opened: Opened) -> Position | None:
    found = opened.searcher.search(Query.term_query(SCHEMA, KEY, POSITION), 1, count=False).hits
    written = [str(opened.searcher.doc(address).get_first(NOTE)) for _score, address in found]
    try:
        return Position.parse(written[0]) if written else None
    except ValueError:
        return None
