"""What a text is found by: words folded, stemmed and named once, with their places in the original."""

from .analyser import Analyser, Token, analyser_for
from .names import BUILT_IN_NAMES, Names
from .words import fold

__all__ = ["BUILT_IN_NAMES", "Analyser", "Names", "Token", "analyser_for", "fold"]
