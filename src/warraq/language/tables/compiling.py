"""The lexicon of a language, from its sources and our own lists."""

from pathlib import Path

from .deciding import LEAST, Deciding
from .lexicon import Entry, steps, write
from .sources import Sources, foreign


def arabic() -> dict[str, Entry]:
    """Every frequent Arabic word that carries no proclitic, and every form and plural of one."""
    sources = Sources("ar")
    deciding = Deciding(sources)
    listed = {*deciding.plurals, *deciding.plurals.values(), *deciding.whole, *deciding.corrections}
    own = listed - foreign()
    return {
        word: Entry(steps(sources.known(word)), word in own or sources.is_native(word), deciding.term(word))
        for word in sorted({*sources.frequency, *sources.lemmas, *listed})
        if word in listed or (len(word) > 1 and sources.known(word) >= LEAST and not deciding.carries(word))
    }


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
