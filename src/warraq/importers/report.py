"""What an import did, for a person and for a program."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

_SHOWN = 8


@dataclass
class Report:
    """Counts of one run; `refused` and `duplicates` hold the lines of the rows."""

    source: str
    is_dry: bool = False
    made: int = 0
    updated: int = 0
    unchanged: int = 0
    edited_here: list[int] = field(default_factory=list)
    removed_here: int = 0
    refused: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    letters: Counter[str] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)
    sections: list[str] = field(default_factory=list)
    date_order: str = ""
    rows: int = 0
    seconds: float = 0.0

    def refuse(self, line: int, reason: str) -> None:
        self.refused[reason].append(line)

    @property
    def refused_rows(self) -> int:
        return sum(map(len, self.refused.values()))

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "dry_run": self.is_dry,
            "rows": self.rows,
            "made": self.made,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "edited_in_the_newsroom": self.edited_here,
            "removed_in_the_newsroom": self.removed_here,
            "refused": {reason: sorted(lines) for reason, lines in self.refused.items()},
            "letters_cleaned": dict(self.letters.most_common()),
            "redirects": {name: self.addresses[name] for name in ("kept", "taken", "unusable")},
            "sections_made": self.sections,
            "date_order": self.date_order,
            "seconds": round(self.seconds, 1),
        }

    def lines(self) -> list[str]:
        """The report as a person reads it; what did not happen is not mentioned."""
        would = "would be " if self.is_dry else ""
        said = [f"{self.rows} rows read in {self.seconds:.1f} s"]
        said += _counted(self.made, f"{would}made")
        said += _counted(self.updated, f"{would}updated")
        said += _counted(self.unchanged, "unchanged")
        said += _counted(self.removed_here, "left out: their stories were deleted in the newsroom")
        if self.edited_here:
            said.append(f"  {len(self.edited_here)} left as edited in the newsroom: {_some(self.edited_here)}")
        said += _counted(self.refused_rows, "refused")
        said += [f"    {reason}: {_some(lines)}" for reason, lines in sorted(self.refused.items())]
        if self.sections:
            said.append(f"sections {would}made: " + "، ".join(self.sections))
        if self.letters:
            kinds = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in self.letters.most_common())
            said.append(f"{self.letters.total()} letters and spaces cleaned: {kinds}")
        return said + self._about_addresses() + ([f"dates: {self.date_order}"] if self.date_order else [])

    def _about_addresses(self) -> list[str]:
        said = []
        if self.addresses["kept"]:
            said.append(f"{self.addresses['kept']} old addresses kept as redirects")
        if self.addresses["taken"]:
            said.append(f"{self.addresses['taken']} old addresses already led to another story or place")
        if self.addresses["unusable"]:
            said.append(f"{self.addresses['unusable']} old addresses cannot be kept: too long or not an address")
        return said


def _counted(number: int, words: str) -> list[str]:
    return [f"  {number} {words}"] if number else []


def _some(lines: list[int]) -> str:
    lines = sorted(lines)
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_SHOWN]))}{more}"
