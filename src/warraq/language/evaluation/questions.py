"""The questions by which an analysis is judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

CORE = ("fold", "clitics", "suffixes", "traps", "digits", "phrase")
STRETCH = ("plurals", "names", "compounds", "typos", "lookalikes")


@dataclass(frozen=True, slots=True)
class Question:
    """A text, and whether a reader who asks the query wants it."""

    category: str
    query: str
    text: str
    is_wanted: bool


def questions() -> Iterator[Question]:
    """Every pair of the set."""
    for line in files(__package__).joinpath("questions.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        category, query, wanted, unwanted = line.split("\t")
        for texts, is_wanted in ((wanted, True), (unwanted, False)):
            for text in filter(None, map(str.strip, texts.split(" | "))):
                yield Question(category, query, text, is_wanted)
