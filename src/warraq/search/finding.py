"""What readers find: one question, answered from the index, shown from the database.

A record is only ever returned, counted on a page or quoted from when the database says at that moment that readers
may see it; an index that lags behind can leave something out, never give something away.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

from warraq.editions.models import Edition
from warraq.language.analysis import Analyser, Token
from warraq.language.loosening import Ways, may_be_misspelt, ways
from warraq.language.matching import Match
from warraq.language.querying import LONGEST, Word, parse
from warraq.language.querying import Query as Asked

from . import kinds, marking, ranking
from .compiling import Compiler, Narrowing
from .kinds import Content
from .marking import Asks, Marked
from .ranking import BEST, Candidate
from .reading import Opened, SearchAway, asking

__all__ = ["PAGE", "PAGES", "Found", "Hit", "Request", "SearchAway", "find"]

PAGE = 10
PAGES = BEST // PAGE
WORDS = {Match.STRICT: "", Match.ONE_EDIT: "one-edit", Match.SKELETON: "skeleton"}
STAGES = (Match.STRICT, Match.ONE_EDIT, Match.SKELETON)


@dataclass(frozen=True)
class Request:
    """What a reader asks. Sections, authors, keywords and dossiers are named by number, a form by its word."""

    edition: str
    text: str
    order: Literal["relevance", "date"] = "relevance"
    section: int | None = None
    form: str | None = None
    author: int | None = None
    keyword: int | None = None
    dossier: int | None = None
    since: date | None = None
    until: date | None = None  # that day included
    kinds: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """A page that was found; `headline` and `snippet` are pieces of text, each with whether it is marked."""

    kind: str
    pk: int
    score: float
    headline: Marked
    snippet: Marked
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Found:
    """A page of results. `loosened` says how, when nothing was found as it was asked; `suggestion` what was."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    page: int = 1
    pages: int = 0
    loosened: Literal["", "one-edit", "skeleton"] = ""
    suggestion: str = ""


def find(request: Request) -> Found:
    """Answer a reader; SearchAway while there is no index to ask."""
    with asking() as opened:
        analyser = opened.analyser(request.edition)
        asked = parse(request.text, analyser)
        if asked.is_empty:
            return Found()
        search = Search(opened, request, asked, analyser)
        found, stage = search.run()
    return _shown(found, stage, request, asked, analyser)


@dataclass(frozen=True)
class Visible:
    """The records readers may see, in order, and how many there are in all."""

    candidates: list[Candidate]
    count: int


@dataclass(frozen=True)
class Search:
    """One question to one state of the index."""

    opened: Opened
    request: Request
    asked: Asked
    analyser: Analyser

    def run(self) -> tuple[Visible, Match]:
        """The strictest stage that finds anything."""
        narrowing = narrowing_of(self.request)
        found = self._at(Match.STRICT, narrowing)
        if found.count or self._finds_elsewhere(narrowing):
            return found, Match.STRICT
        for stage in STAGES[1:]:
            if not self.asked.required:
                break
            found = self._at(stage, narrowing)
            if found.count:
                return found, stage
        return Visible([], 0), Match.STRICT

    def _finds_elsewhere(self, narrowing: Narrowing) -> bool:
        """Whether the words are right and only the filters leave nothing."""
        edition = Narrowing(facts=narrowing.facts[:1])
        return narrowing != edition and self._at(Match.STRICT, edition).count > 0

    def _at(self, stage: Match, narrowing: Narrowing) -> Visible:
        query = Compiler(self.asked, self.analyser, self.opened.searcher).compile(stage, narrowing)
        rank = ranking.by_date if self.request.order == "date" else ranking.by_relevance
        ranked = rank(self.opened, query)
        listed = _listed(ranked.candidates)
        candidates = [found for found in ranked.candidates if (found.kind, found.pk) in listed]
        return Visible(candidates, ranked.count - (len(ranked.candidates) - len(candidates)))


def narrowing_of(request: Request) -> Narrowing:
    owners = {name: getattr(request, name) for name in ("section", "form", "author", "keyword", "dossier")}
    facts = [f"edition:{request.edition}", *(f"{name}:{value}" for name, value in owners.items() if value)]
    narrowing = Narrowing(tuple(facts), tuple(request.kinds))
    if request.since or request.until:
        narrowing = replace(narrowing, **_moments(request))
    return narrowing


def _moments(request: Request) -> dict[str, datetime]:
    """The days asked for, in the edition's time zone."""
    edition = Edition.objects.filter(code=request.edition).only("time_zone").first()
    zone = edition.zone if edition else None
    found = {}
    if request.since:
        found["since"] = datetime.combine(request.since, time.min, zone)
    if request.until and request.until < date.max:
        found["before"] = datetime.combine(request.until + timedelta(days=1), time.min, zone)
    return found


def _listed(candidates: Iterable[Candidate]) -> set[tuple[str, int]]:
    grouped: dict[str, list[int]] = {}
    for found in candidates:
        grouped.setdefault(found.kind, []).append(found.pk)
    return {(name, pk) for name, pks in grouped.items() if (kind := kinds.kind(name)) for pk in kind.listed(pks)}


# --- showing -------------------------------------------------------------------------------------------------------


def _shown(found: Visible, stage: Match, request: Request, asked: Asked, analyser: Analyser) -> Found:
    pages = min(PAGES, -(-len(found.candidates) // PAGE))
    page = max(1, min(request.page, pages or 1))
    chosen = found.candidates[(page - 1) * PAGE : page * PAGE]
    contents = read(chosen)
    other = {} if stage is Match.STRICT else ways(asked, analyser)
    asks = asking_for(asked, analyser, stage, other)
    hits = [
        _hit(one, contents[key], analyser, asks, asked) for one in chosen if (key := (one.kind, one.pk)) in contents
    ]
    suggestion = (
        "" if stage is Match.STRICT else suggested(request.text, asked, analyser, asks, other, contents.values())
    )
    # What went away between the check and the reading is no longer counted either.
    count = found.count - (len(chosen) - len(hits))
    return Found(hits, count, page, pages, WORDS[stage], suggestion)


def read(chosen: Sequence[Candidate]) -> dict[tuple[str, int], Content]:
    """The current text of records, of those readers may see."""
    grouped = kinds.by_kind(f"{one.kind}:{one.pk}" for one in chosen)
    return {(kind.name, content.pk): content for kind, pks in grouped.items() for content in kind.read(pks)}


def _hit(one: Candidate, content: Content, analyser: Analyser, asks: Asks, asked: Asked) -> Hit:
    wanted = len({word.term for word in asked.required} | {w.term for phrase in asked.phrases for w in phrase})
    headline = marking.marked(content.title, analyser, asks)
    snippet = marking.snippet(content, analyser, asks, wanted)
    return Hit(one.kind, one.pk, one.score, headline, snippet, content.url, content.at)


def asking_for(asked: Asked, analyser: Analyser, stage: Match, other: Mapping[str, Ways]) -> Asks:
    """Which of the words asked for a term answers, at this stage."""
    required = asked.required
    words = [*required, *(word for phrase in asked.phrases for word in phrase)]
    wanted = {term: word.term for word in words for term in word.terms}

    bones = {
        word.exact: analyser.bones_like(word.term, word.familiarity) if stage is Match.SKELETON else frozenset()
        for word in required
    }

    def is_alike(word: Word, term: str) -> bool:
        if term in other[word.exact].terms or may_be_misspelt(word, term, analyser):
            return True
        return bool(bones[word.exact]) and analyser.bone(term) in bones[word.exact]

    @cache
    def asks(term: str) -> str:
        if term in wanted or stage is Match.STRICT:
            return wanted.get(term, "")
        return next((word.term for word in required if is_alike(word, term)), "")

    return asks


def suggested(
    text: str,
    asked: Asked,
    analyser: Analyser,
    asks: Asks,
    other: Mapping[str, Ways],
    contents: Iterable[Content],
) -> str:
    """The question with each word that is nowhere in the results as most of them write it."""
    written: dict[str, Counter[str]] = {word.term: Counter() for word in asked.required}
    as_asked: set[str] = set()
    for content in contents:
        for passage in (content.title, *content.names, *content.texts):
            tokens = marking.tokens_of(passage, analyser)
            for word in asked.required:
                written[word.term].update(_side_by_side(passage, tokens, other[word.exact].phrases))
            for token in tokens:
                answered = marking.answer(token, asks)
                if answered in token.found_by:
                    as_asked.add(answered)
                elif answered:
                    written[answered][passage[token.start : token.end]] += 1
    text = text[:LONGEST]
    for token in reversed(analyser.analyse(text)):
        surfaces = written.get(token.term)
        if surfaces and token.term not in as_asked:
            best = max(surfaces, key=lambda surface: (surfaces[surface], -len(surface)))
            text = text[: token.start] + best + text[token.end :]
    return text.strip()


def _side_by_side(passage: str, tokens: Sequence[Token], phrases: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Where the parts of a word stand as words of their own, as they are written there."""
    terms = [token.term for token in tokens]
    for phrase in phrases:
        for at in range(len(terms) - len(phrase) + 1):
            if tuple(terms[at : at + len(phrase)]) == phrase:
                yield passage[tokens[at].start : tokens[at + len(phrase) - 1].end]
