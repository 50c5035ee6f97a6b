"""In which order a line's characters are seen: the Unicode Bidirectional Algorithm (UAX #9) for one line of plain text.

Embeddings and overrides (LRE, RLE, LRO, RLO, PDF) are left out: they are never stored, and nothing here writes them.
Isolates, marks, paired brackets, numbers and neutrals are as the standard has them.
"""

from .lines import levels_of, paragraph_direction, seen, visual_order

__all__ = ["levels_of", "paragraph_direction", "seen", "visual_order"]
