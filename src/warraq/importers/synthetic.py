"""Synthetic stories for measuring: always the same ones, stored by the same code as imported ones, but for the
newsroom's search rows, references and audit, which cost more than half of it and which no reader's page reads."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from warraq.changes.tree import analyse
from warraq.editions.models import Edition
from warraq.stories.models import SectionPage

from .bulk import NewStory, store_for_readers
from .mapping import Mapping
from .places import Places
from .prose import Block
from .storing import new_page, require_completeness
from .understanding import Draft
from .vocabulary import nouns, sentence

SUBJECT = "import:synthetic"
BATCH = 500
SECTIONS, AUTHORS, KEYWORDS = 10, 24, 300
FIRST_DAY = datetime(2011, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=15 * 365)
FORMS = (
    "news",
    "news",
    "news",
    "news",
    "report",
    "analysis",
    "opinion",
    "explainer",
    "interview",
    "factcheck",
)


def fill(count: int, progress: Callable[[float, int], None]) -> None:
    """Add `count` stories to the default edition and gather the planner's statistics."""
    edition = next(edition for edition in Edition.objects.all() if edition.is_default)
    maker = Maker(edition)
    done = 0
    for start in range(0, count, BATCH):
        stories = [maker.story(number, count) for number in range(start, min(start + BATCH, count))]
        require_completeness(stories[0].page)
        store_for_readers(stories, SUBJECT)
        done += len(stories)
        progress(done / count, done)
    analyse()


class Maker:
    """Makes story after story; sections, authors and keywords are found or made once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        places = Places(edition, Mapping())
        names = nouns(SECTIONS + 2 * AUTHORS + KEYWORDS)
        self.sections: list[SectionPage] = [places.section(name) for name in names[:SECTIONS]]
        people = names[SECTIONS : SECTIONS + 2 * AUTHORS]
        pairs = zip(people[:AUTHORS], people[AUTHORS:], strict=True)
        self.authors = [places.author(f"{first[2:]} {last}") for first, last in pairs]
        self.keywords = [places.keyword(name) for name in names[SECTIONS + 2 * AUTHORS :]]

    def story(self, number: int, count: int) -> NewStory:
        """Story `number` of `count`, in the order of time; the same whenever it is asked for."""
        random = Random(f"{number}/{count}")
        draft = Draft(
            external_id=str(number),
            title=sentence(random, random.randint(5, 11)),
            section="",
            published=FIRST_DAY + SPAN * ((number + random.random()) / count),
            body=tuple(_body(random)),
            standfirst=sentence(random, 18) + ".",
            form=random.choice(FORMS),
        )
        page = new_page(draft, random.choice(self.sections), self.edition)
        # Few subjects are written about often and many seldom.
        keywords = {self.keywords[int(random.random() ** 2 * len(self.keywords))] for _ in range(3)}
        return NewStory(page, [random.choice(self.authors)], sorted(keywords))


def _body(random: Random) -> Iterator[Block]:
    for number in range(random.randint(4, 9)):
        if number and number % 3 == 0:
            yield "subhead", sentence(random, 4)
        yield "paragraph", f"<p>{sentence(random, random.randint(25, 60))}.</p>"
