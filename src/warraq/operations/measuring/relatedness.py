"""What it costs to find a story's related stories on this site, and how often they are of the story's own section."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import tantivy

from warraq.importers.benchmark import counting
from warraq.importers.comparison import Site
from warraq.related import gathering
from warraq.related.gathering import Subject
from warraq.related.words import NearbyWords
from warraq.search.reading import SearchAway
from warraq.search.texts import passages, raw
from warraq.stories.models import StoryPage

from .wire import CannotMeasure

TARGET_MS, TARGET, TARGET_MACRO = 10.0, 0.70, 0.60
LOOKED_AT = 5  # of the stories found
COMPARED = 20_000  # stories of a site up to which the peer, in memory, is asked too
# As many words as tantivy itself takes of a text.
RAW_TERMS, RAW_TIMES, RAW_STORIES = 25, 1, 2

Finder = Callable[[Subject], list[int]]


@dataclass
class Score:
    """One way of finding related stories, over a sample."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    by_section: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def precision(self) -> float:
        """Of the stories found, the share that is of the same section."""
        return fmean(share for shares in self.by_section.values() for share in shares)

    @property
    def macro(self) -> float:
        """The same with every section weighing as much as any other."""
        return fmean(fmean(shares) for shares in self.by_section.values())

    def at(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def __str__(self) -> str:
        cost = f"{self.at(0.5):8.1f} /{self.at(0.99):6.1f}{max(self.queries):10}"
        return f"{self.name:<44}{self.precision:8.3f}{self.macro:8.3f}{cost}"


def measure_relatedness(count: int, say: Callable[[str], None]) -> None:
    """Look for the related stories of `count` stories of this site, without storing anything."""
    sections = dict(StoryPage.objects.listed().order_by("pk").values_list("pk", "section_id"))
    sample = random.Random("related").sample(sorted(sections), min(count, len(sections)))
    if len(sample) < 2:
        raise CannotMeasure("two stories at least are needed: nothing to measure")
    say(f"{len(sections):,} stories, {len(sample)} of them looked at; P@5: of five found, those of the same section")
    say(f"(by chance {_by_chance(sections):.3f}); milliseconds of processor; the most queries for one story")
    say(f"{'':<44}{'P@5':>8}{'macro':>8}{'p50':>8} /{'p99':>6}{'queries':>10}")
    try:
        say(str(_score("related stories", _as_stored(), sample, sections)))
    except SearchAway as error:
        raise CannotMeasure(f"there is no search index: {error}") from error
    say(str(_score("shared keywords and dossiers alone", _by_keywords, sample, sections)))
    if len(sections) <= COMPARED:
        say(str(_score("words as they are written, more-like-this", RawWords(sections).near, sample, sections)))
    targets = f"{f'≥ {TARGET:.2f}':>8}{f'≥ {TARGET_MACRO:.2f}':>8}"
    say(f"{'(target)':<44}{targets}{'':8}  {f'≤ {TARGET_MS:.0f}':>6}")


def measure_corpus(corpus: Path, count: int, say: Callable[[str], None]) -> None:
    """The same on a temporary site that holds the stories of a table."""
    with TemporaryDirectory(prefix="warraq-bench-") as place:
        site = Site(Path(place) / "corpus")
        site.run("migrate", "--verbosity", "0")
        site.run("import", "table", str(corpus.resolve()))
        site.run("search", "build")
        say(site.run("bench", "related", "--count", str(count)).rstrip())


def _score(name: str, find: Finder, sample: Sequence[int], sections: dict[int, int]) -> Score:
    score = Score(name)
    for pk in sample:
        with counting() as counted:
            began = time.process_time()
            story = gathering.subject(pk)
            found = find(story) if story else []
            score.milliseconds.append((time.process_time() - began) * 1000)
        score.queries.append(counted.queries)
        first = found[:LOOKED_AT]
        same = [sections.get(other) == sections[pk] for other in first]
        score.by_section[sections[pk]].append(fmean(same) if same else 0.0)
    return score


def _as_stored() -> Finder:
    words = NearbyWords()
    return lambda story: gathering.found_for(story, words.near(story))


def _by_keywords(story: Subject) -> list[int]:
    return gathering.found_for(story, {})


def _by_chance(sections: dict[int, int]) -> float:
    counted: dict[int, int] = defaultdict(int)
    for section in sections.values():
        counted[section] += 1
    return sum((number / len(sections)) ** 2 for number in counted.values())


class RawWords:
    """tantivy's own answer to what is like a text, on words nobody has analysed; in memory."""

    def __init__(self, pks: Sequence[int] | dict[int, int]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", stored=True)
        schema.add_unsigned_field("pk", fast=True, indexed=True)
        self.index = tantivy.Index(schema.build())
        self._fill(list(pks))
        self.index.reload()
        self.searcher = self.index.searcher()

    def _fill(self, pks: list[int]) -> None:
        writer = self.index.writer(heap_size=80_000_000, num_threads=1)
        for start in range(0, len(pks), 500):
            rows = StoryPage.objects.filter(pk__in=pks[start : start + 500]).order_by()
            for pk, title, standfirst, body in rows.values_list("pk", "title", "standfirst", raw("body")):
                text = " ".join((title, standfirst, *passages(body)))
                writer.add_document(tantivy.Document.from_dict({"text": text, "pk": pk}, self.index.schema))
        writer.commit()
        writer.wait_merging_threads()

    def near(self, story: Subject) -> list[int]:
        own = tantivy.Query.term_query(self.index.schema, "pk", story.pk)
        hits = self.searcher.search(own, 1).hits
        if not hits:
            return []
        like = tantivy.Query.more_like_this_query(
            hits[0][1], min_doc_frequency=RAW_STORIES, min_term_frequency=RAW_TIMES, max_query_terms=RAW_TERMS
        )
        found = self.searcher.search(like, LOOKED_AT + 1).hits
        numbers = self.searcher.fast_field_values("pk", [address for _score, address in found])
        return [int(pk) for pk in numbers if pk is not None and pk != story.pk]
