"""What a language knows of its words; by itself, what holds for one we have no rules for."""

from collections.abc import Container

from .names import Names


class Stemmer:
    """Names are known, every other word is its own term. All words are in plain letters."""

    version = "none"

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        """The term of a word; several where words are written as one."""
        return (names.words.get(word, word),)

    def leads(self, word: str, others: Container[str]) -> tuple[str, ...]:
        """The first parts of names of several words that a word may be; `others` are those of the table of names."""
        return (word,) if word in others else ()

    def joined(self, first: str, second: str) -> str:
        """The term of two words that are one name; empty when they are not."""
        return ""

    def is_native(self, term: str) -> bool:
        """Whether a term is a word of the language, not a name or a slip of the pen."""
        return False

    def is_common(self, term: str) -> bool:
        """Whether it is one that most readers know."""
        return self.is_native(term)
