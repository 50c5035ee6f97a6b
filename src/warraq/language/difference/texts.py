"""The spans of a difference: they add up to either text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .aligning import matches
from .words import Word, same_space, words_of

Kind = Literal["same", "spelling", "removed", "added", "format"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of both texts, as each has it: of what was removed `new` is empty, of what was added `old`.

    `gained` and `lost` say how a span of the kind `format` is formatted otherwise, such as `("bold",)`.
    """

    kind: Kind
    old: str
    new: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def difference(old: str | Sequence[Word], new: str | Sequence[Word]) -> list[Span]:
    """The spans from one text to the other, in order; what was removed stands before what was added in its place."""
    before = words_of(old) if isinstance(old, str) else list(old)
    after = words_of(new) if isinstance(new, str) else list(new)
    return list(_joined(_spans(before, after)))


def without_spelling(spans: Iterable[Span]) -> list[Span]:
    """The same spans with differences of mere spelling shown as the newer text has them."""
    return list(_joined(Span("same", s.new, s.new) if s.kind == "spelling" else s for s in spans))


def counted(spans: Iterable[Span]) -> tuple[int, int]:
    """How many changes there are, and how many are of spelling only; a replacement is one change."""
    changes = spellings = 0
    was_removed = False
    for span in spans:
        if span.kind == "spelling":
            spellings += 1
        elif span.kind != "same" and not (span.kind == "added" and was_removed):
            changes += 1
        was_removed = span.kind == "removed"
    return changes, spellings


def _spans(old: list[Word], new: list[Word]) -> Iterator[Span]:
    i = j = 0
    gone, come = "", ""
    for a, b in [*matches([w.key for w in old], [w.key for w in new]), (len(old), len(new))]:
        gone += _text(old[i:a])
        come += _text(new[j:b])
        if a == len(old) and b == len(new):
            break
        yield from _replaced(gone, come)
        yield _word(old[a], new[b])
        gone, come = "", ""
        if old[a].space == new[b].space:
            yield _same(old[a].space)
        elif same_space(old[a].space, new[b].space):
            yield Span("spelling", old[a].space, new[b].space)
        else:
            gone, come = old[a].space, new[b].space
        i, j = a + 1, b + 1
    yield from _replaced(gone, come)


def _word(old: Word, new: Word) -> Span:
    if (old.looks, old.sample) != (new.looks, new.sample):
        gained, lost = tuple(sorted(new.looks - old.looks)), tuple(sorted(old.looks - new.looks))
        return Span("format", old.text, new.text, gained, lost)
    return _same(old.text) if old.text == new.text else Span("spelling", old.text, new.text)


def _replaced(old: str, new: str) -> Iterator[Span]:
    """What was removed and added in one place, without the spaces that both begin and end with."""
    start = _common_space(old, new)
    old_rest, new_rest = old[start:], new[start:]
    end = _common_space(old_rest[::-1], new_rest[::-1])
    yield _same(old[:start])
    yield Span("removed", old_rest[: len(old_rest) - end], "")
    yield Span("added", "", new_rest[: len(new_rest) - end])
    yield _same(old_rest[len(old_rest) - end :])


def _common_space(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b or not a.isspace():
            break
        count += 1
    return count


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Without empty ones, those of one kind that follow each other as one; spellings stay apart, to be counted."""
    last: Span | None = None
    for span in spans:
        if not (span.old or span.new):
            continue
        if last and last.kind == span.kind and span.kind != "spelling" and _looks(last) == _looks(span):
            last = Span(span.kind, last.old + span.old, last.new + span.new, span.gained, span.lost)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _looks(span: Span) -> tuple:
    return span.gained, span.lost


def _same(text: str) -> Span:
    return Span("same", text, text)


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text + word.space for word in words)
