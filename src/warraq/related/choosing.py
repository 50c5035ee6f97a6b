"""Which of the stories near a story are listed as related: a pure function of what is known of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# The text speaks first: what else two stories share tells apart those that are about equally near.
KEYWORDS, DOSSIER, RECENT = 0.15, 0.15, 0.1
FADING = 120.0  # days after which nearness in time counts half


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be listed with another one: a listed story of the same edition.

    `likeness` of the texts is 1 for the nearest of all, 0 for one that is not near; `keywords` is the share of the
    other's keywords that it has; `days` lie between the two.
    """

    pk: int
    likeness: float = 0.0
    keywords: float = 0.0
    shares_dossier: bool = False
    days: float = 0.0

    @property
    def nearness(self) -> float:
        shared = self.likeness + KEYWORDS * self.keywords + DOSSIER * self.shares_dossier
        return shared * (1 + RECENT * 0.5 ** (abs(self.days) / FADING))


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that are near, the nearest first; of equals the newer one."""
    near = (candidate for candidate in candidates if candidate.nearness > 0)
    return sorted(near, key=lambda candidate: (-candidate.nearness, -candidate.pk))


def choose(
    story: int,
    pinned: Sequence[int],
    candidates: Iterable[Candidate],
    count: int,
    are_alike: Callable[[int, int], bool],
) -> list[int]:
    """What the editor has chosen, then the nearest up to `count` in all; none twice, never the story itself.

    Of two that are alike, the nearer one; none that is like the story itself, or like one the editor has chosen.
    """
    chosen = [pk for pk in dict.fromkeys(pinned) if pk != story][:count]
    for candidate in in_order(candidates):
        if len(chosen) == count:
            break
        if candidate.pk in chosen or candidate.pk == story:
            continue
        if not any(are_alike(candidate.pk, other) for other in (story, *chosen)):
            chosen.append(candidate.pk)
    return chosen
