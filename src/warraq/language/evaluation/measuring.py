"""Recall and leak by category, and their table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .others import Answers
from .questions import CORE, STRETCH, Question


@dataclass
class Tally:
    """How many of the wanted texts were found, and how many of the others."""

    wanted: int = 0
    found: int = 0
    unwanted: int = 0
    leaked: int = 0
    mistakes: list[Question] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def leak(self) -> float:
        return self.leaked / self.unwanted if self.unwanted else 0.0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.wanted += other.wanted
        self.found += other.found
        self.unwanted += other.unwanted
        self.leaked += other.leaked
        self.mistakes += other.mistakes
        return self

    def count(self, question: Question, is_found: bool) -> None:
        if question.is_wanted:
            self.wanted += 1
            self.found += is_found
        else:
            self.unwanted += 1
            self.leaked += is_found
        if is_found != question.is_wanted:
            self.mistakes.append(question)


def measure(answers: Answers, asked: Iterable[Question]) -> dict[str, Tally]:
    """A tally for each category, for the core and for the stretch."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for question in asked:
        tallies[question.category].count(question, answers(question.query, question.text))
    for name, categories in (("core", CORE), ("stretch", STRETCH)):
        total = Tally()
        for category in categories:
            total += tallies[category]
        tallies[name] = total
    return dict(tallies)


def table(measured: dict[str, dict[str, Tally]]) -> Iterator[str]:
    """Recall and leak in per cent, a line for each category."""
    yield f"{'':12}" + "".join(f"{name:>16}" for name in measured)
    yield f"{'':12}" + f"{'recall   leak':>16}" * len(measured)
    for category in (*CORE, "core", *STRETCH, "stretch"):
        tallies = [tallies[category] for tallies in measured.values()]
        yield f"{category:12}" + "".join(f"{100 * t.recall:10.1f}{100 * t.leak:6.1f}" for t in tallies)
