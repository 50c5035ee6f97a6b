"""Real news: finding a story by its title in the bodies of all, the words behind a term, and speed."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path
from random import Random
from time import process_time

from warraq.language.analysis import Analyser, analyser_for

from .others import light10, raw, snowball, words_of
from .questions import questions

_K1, _B = 1.2, 0.75
_DEPTH = 10
_SEED = 7

Terms = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    body: str


def read(path: Path) -> list[Story]:
    """Stories with both, bodies without the title where they repeat it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Story(record["title"], record["body"].replace(record["title"], " "))
        for record in records
        if record["title"] and record["body"]
    ]


class Okapi:
    """BM25 over terms."""

    def __init__(self, bodies: list[list[str]]):
        self._lengths = [len(body) for body in bodies]
        self._mean = sum(self._lengths) / len(bodies)
        self._postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, body in enumerate(bodies):
            for term, count in Counter(body).items():
                self._postings[term].append((number, count))

    def best(self, query: list[str]) -> list[int]:
        scores: Counter[int] = Counter()
        for term in set(query):
            found = self._postings.get(term, [])
            weight = log(1 + (len(self._lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                norm = _K1 * (1 - _B + _B * self._lengths[number] / self._mean)
                scores[number] += weight * count * (_K1 + 1) / (count + norm)
        return [number for number, _ in scores.most_common(_DEPTH)]


def known_item(stories: list[Story], terms: Terms, count: int) -> tuple[float, float]:
    """Mean reciprocal rank of a title's story among the ten best, and how often it is one of them."""
    engine = Okapi([terms(story.body) for story in stories])
    asked = Random(_SEED).sample(range(len(stories)), min(count, len(stories)))
    ranks = []
    for number in asked:
        best = engine.best(terms(stories[number].title))
        ranks.append(1 / (best.index(number) + 1) if number in best else 0.0)
    return sum(ranks) / len(ranks), sum(rank > 0 for rank in ranks) / len(ranks)


def analyses() -> Iterator[tuple[str, Terms]]:
    """Ours last."""
    for name, stem in (("raw", raw), ("snowball", snowball()), ("light10", light10)):
        remembered: dict[str, str] = {}
        yield (
            name,
            lambda text, stem=stem, seen=remembered: [
                seen[word] if word in seen else seen.setdefault(word, stem(word)) for word in words_of(text)
            ],
        )
    ours = analyser_for("ar")
    yield "ours", lambda text: [token.term for token in ours.analyse(text)]


def report(path: Path, titles: int, conflations: int) -> None:
    stories = read(path)
    print(f"\n{titles} titles searched for in the bodies of {len(stories)} stories")
    print(f"{'':12}{'vocabulary':>12}{'MRR@10':>10}{'hit@10':>10}")
    for name, terms in analyses():
        vocabulary = len({term for story in stories for term in terms(story.body)})
        rank, hits = known_item(stories, terms, titles)
        print(f"{name:12}{vocabulary:12,}{rank:10.3f}{hits:10.3f}")
    for line in behind_terms(stories, analyser_for("ar"), conflations):
        print(line)


def behind_terms(stories: list[Story], analyser: Analyser, count: int) -> Iterator[str]:
    """The most frequent terms, each with the spellings it stands for, for a reader to judge."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for story in stories:
        for token in analyser.analyse(story.body):
            if not token.is_stop:
                spellings[token.term][token.exact] += 1
    frequent = sorted(spellings, key=lambda term: -spellings[term].total())[:count]
    for term in frequent:
        yield f"{term}: {' '.join(word for word, _ in spellings[term].most_common(40))}"


def speed(analyser: Analyser, path: Path | None) -> float:
    """Tokens a second on one core, over the corpus when there is one, else over our own questions again and again."""
    texts = [story.body for story in read(path)] if path else [question.text for question in questions()] * 20
    start = process_time()
    count = sum(len(analyser.analyse(text)) for text in texts)
    return count / (process_time() - start)
