"""The lexicon of a language, from its sources and our own lists."""

from collections.abc import Iterator
from pathlib import Path

from .deciding import LEAST, Deciding
from .lexicon import steps, write
from .sources import Sources

Row = tuple[str, int, str]


def arabic() -> Iterator[Row]:
    """Every frequent Arabic word that carries no proclitic, and every form and plural of one."""
    sources = Sources("ar")
    deciding = Deciding(sources)
    for word in sorted({*sources.frequency, *sources.lemmas, *deciding.plurals, *deciding.whole}):
        bare = sources.known(word)
        is_listed = word in deciding.plurals or word in deciding.whole or word in deciding.corrections
        if (bare >= LEAST or is_listed) and len(word) > 1 and not deciding.carries(word):
            yield word, steps(bare), deciding.term(word)


def compile_into(folder: Path) -> None:
    write(folder / "ar.lexicon", arabic())
