"""The lexicon of a language, from its sources and our own lists."""

from collections.abc import Iterator
from pathlib import Path

from ..analysis.endings import HARD, HARD_BEGINNING, HIS, TEH
from .deciding import LEAST, Deciding
from .lexicon import Entry, steps, write
from .sources import ARTICLE, Sources, foreign

_LEAST_HARD, _HARD_SHARE, _CERTAIN = 3e-7, 0.1, 1e-6
_LEAST_DOTTED, _HIS_SHARE, _LEAST_TEH = 3e-7, 0.15, 0.5


def arabic() -> dict[str, Entry]:
    """Every frequent Arabic word that carries no proclitic, and every form and plural of one."""
    sources = Sources("ar")
    deciding = Deciding(sources)
    listed = {*deciding.plurals, *deciding.plurals.values(), *deciding.whole, *deciding.corrections}
    own = listed - foreign()
    entries = {
        word: Entry(steps(sources.known(word)), word in own or sources.is_native(word), deciding.term(word))
        for word in sorted({*sources.frequency, *sources.lemmas, *listed})
        if word in listed or (len(word) > 1 and sources.known(word) >= LEAST and not deciding.carries(word))
    }
    hard = dict(_hard(sources, deciding))
    # How they begin, so that no other word with an article is looked for among them.
    beginnings = {HARD: Entry(0, False, " ".join(sorted({word[:HARD_BEGINNING] for word in hard})))}
    return entries | hard | beginnings | dict(_dotted(sources, deciding, entries))


def _hard(sources: Sources, deciding: Deciding) -> Iterator[tuple[str, Entry]]:
    """Words that are without an article only because of their hamza: إلهام."""
    for word, value in sorted(sources.hard.items()):
        is_meant = value >= min(_CERTAIN, max(_LEAST_HARD, _HARD_SHARE * sources.frequency[word]))
        if is_meant and deciding.carries(word):
            yield HARD + word[1:], Entry(steps(value), True, deciding.term(word))


def _dotted(sources: Sources, deciding: Deciding, entries: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """Words that the dots of a last letter set apart: راية and رأيه, مكتبة and مكتبه."""
    for word, (with_heh, with_teh) in sorted(sources.last_letters.items()):
        base = word[:-1]
        entry = entries.get(word)
        if entry is None or word in deciding.plurals or word in deciding.corrections:
            continue
        dotted = deciding.dotted(word)
        is_another = word not in deciding.whole and dotted != entry.term
        if is_another and with_teh >= _LEAST_DOTTED and sources.frequency.get(ARTICLE + word):
            yield base + TEH, Entry(steps(with_teh), True, dotted)
        is_written_so = with_teh >= _LEAST_TEH * with_heh and with_heh >= max(_LEAST_DOTTED, _HIS_SHARE * with_teh)
        if entry.term == word and is_written_so and deciding.may_be_his(word):
            yield base + HIS, Entry(steps(with_heh), True, deciding.term(base))


def persian() -> dict[str, Entry]:
    """Every frequent Persian word, with its lemma where that is a shorter form of it."""
    sources = Sources("fa")
    return {
        word: Entry(steps(known), sources.is_native(word), _persian_term(word, sources))
        for word, known in sorted(sources.frequency.items())
        if len(word) > 1
    }


def _persian_term(word: str, sources: Sources) -> str:
    lemma = sources.lemmas.get(word, word)
    return lemma if word.startswith(lemma) and lemma in sources.frequency and len(lemma) > 1 else word


def compile_into(folder: Path) -> None:
    write(folder / "ar.lexicon", arabic())
    write(folder / "fa.lexicon", persian())
