"""Headlines and snippets with the words that were found marked, in the text as it is written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from warraq.language.analysis import Analyser, Token

from .kinds import Content

Marked = tuple[tuple[str, bool], ...]
WINDOW = 30  # words of a snippet
ENOUGH = 3_000  # words looked at in one text
REMEMBERED = 1_000  # paragraphs
ELLIPSIS = "…"
Asks = Callable[[str], str]  # the term of a text → the asked-for term it answers, or ""


@dataclass(frozen=True)
class Window:
    """Some words in a row of a text: (how many different words asked for, how many in all)."""

    score: tuple[int, int]
    text: str
    tokens: list[Token]
    start: int
    end: int


@lru_cache(maxsize=REMEMBERED)
def tokens_of(text: str, analyser: Analyser) -> tuple[Token, ...]:
    """Half of what a page of results costs; what many look for is found on the same pages."""
    return tuple(analyser.analyse(text))


def answer(token: Token, asks: Asks) -> str:
    """The asked-for term that a word of a text answers, or nothing."""
    found = asks(token.term)
    if found or not (token.also or token.parts):
        return found
    return next(filter(None, map(asks, token.also + token.parts)), "")


def marked(text: str, analyser: Analyser, asks: Asks) -> Marked:
    """The whole text."""
    return _cut(text, tokens_of(text, analyser), asks, 0, len(text))


def snippet(content: Content, analyser: Analyser, asks: Asks, wanted: int) -> Marked:
    """The run of words that holds most of what was asked for; the beginning where nothing of it is in the text."""
    best: Window | None = None
    seen = 0
    for text in content.texts:
        tokens = tokens_of(text, analyser)
        found = _densest(text, tokens, [answer(token, asks) for token in tokens])
        if best is None or found.score > best.score:
            best = found
        seen += len(tokens)
        if best.score[0] >= wanted or seen > ENOUGH:
            break
    if best is None:
        return ()
    return _with_ellipses(best, _cut(best.text, best.tokens, asks, best.start, best.end))


def _densest(text: str, tokens: Sequence[Token], answers: Sequence[str]) -> Window:
    hits = [number for number, answer in enumerate(answers) if answer]
    score, first = (0, 0), 0
    for at, number in enumerate(hits):
        inside = [answers[other] for other in hits[at : at + WINDOW] if other < number + WINDOW]
        if (len(set(inside)), len(inside)) > score:
            score, first = (len(set(inside)), len(inside)), _begin(hits, at, len(tokens))
    last = min(first + WINDOW, len(tokens)) - 1
    if last < 0:
        return Window((0, 0), text, [], 0, 0)
    start = 0 if first == 0 else tokens[first].start
    end = len(text) if last == len(tokens) - 1 else tokens[last].end
    return Window(score, text, list(tokens[first : last + 1]), start, end)


def _begin(hits: Sequence[int], at: int, count: int) -> int:
    """Where the window begins whose first hit is that one: with the hits in its middle, within the text."""
    last = max(hit for hit in hits[at : at + WINDOW] if hit < hits[at] + WINDOW)
    spare = WINDOW - (last - hits[at] + 1)
    return max(0, min(hits[at] - spare // 2, count - WINDOW))


def _cut(text: str, tokens: Iterable[Token], asks: Asks, start: int, end: int) -> Marked:
    pieces: list[tuple[str, bool]] = []
    for token in tokens:
        # A word of two terms is marked once.
        if token.start >= start and answer(token, asks):
            pieces += [(text[start : token.start], False), (text[token.start : token.end], True)]
            start = token.end
    pieces.append((text[start:end], False))
    return tuple(piece for piece in pieces if piece[0])


def _with_ellipses(window: Window, pieces: Marked) -> Marked:
    before = ((ELLIPSIS + " ", False),) if window.start else ()
    after = ((" " + ELLIPSIS, False),) if window.end < len(window.text) else ()
    return (*before, *pieces, *after)
