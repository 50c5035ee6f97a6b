"""What a language knows of its words; by itself, what holds for one we have no rules for."""

from collections.abc import Container

from ..edits import edits
from .letters import plain
from .names import Names

_KNOWN = 45


class Stemmer:
    """Names are known, every other word is its own term. All words are in plain letters."""

    version = "none"

    def read(self, written: str) -> str:
        """The plain letters of a written word, with whatever else of it the terms depend on."""
        return plain(written)

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        """The term of a word as it was read; several where words are written as one."""
        return (names.words.get(word, word),)

    def also(self, word: str, names: Names) -> tuple[str, ...]:
        """What else a word as it was read may be."""
        return ()

    def leads(self, word: str, others: Container[str]) -> tuple[str, ...]:
        """The first parts of names of several words that a word may be; `others` are those of the table of names."""
        return (word,) if word in others else ()

    def joined(self, first: str, second: str) -> str:
        """The term of two words that are one name; empty when they are not."""
        return ""

    def is_native(self, term: str) -> bool:
        """Whether a term is a word of the language, not a name or a slip of the pen."""
        return False

    def familiarity(self, word: str, names: Names) -> int:
        """How common a word is as it stands, in steps of which ten are a power of ten, from one in a billion; 0 for one
        that is nowhere or only understood by its ending."""
        return _KNOWN if word in names.words else 0

    def near(self, word: str, names: Names) -> set[tuple[str, int]]:
        """The words one letter away, as their terms and how common they are."""
        return {(names.words[edit], _KNOWN) for edit in edits(word) if edit in names.words}
