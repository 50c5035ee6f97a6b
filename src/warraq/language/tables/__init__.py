"""What the analyser knows by heart: lists written by hand in `data/`, a lexicon compiled from them and two packages."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from .lexicon import Lexicon, MissingTable

__all__ = ["COMPILED", "Lexicon", "MissingTable", "lexicon", "rows"]

COMPILED = Path(__file__).parent / "compiled"


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled lexicon of a language."""
    return Lexicon(COMPILED / f"{language}.lexicon")


def rows(name: str) -> list[list[str]]:
    """The rows of a list in `data/`: fields parted by tabs; blank lines and lines that begin with # say nothing."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
