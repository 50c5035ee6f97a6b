"""What every check weighs for a page, and what checks of some weight find in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .catalogue import CHECKS
from .findings import Finding, Level
from .models import CheckPolicy

ORDER = {Level.BLOCK: 0, Level.WARN: 1, Level.HINT: 2}


@dataclass(frozen=True, slots=True)
class Weight:
    level: str
    may_override: bool = True


def weights(edition: int | None, form: str) -> dict[str, Weight]:
    """By one question: the row for edition and form, else for the edition, else for the form, else as is usual."""
    found = {name: Weight(check.usual) for name, check in CHECKS.items()}
    rows = CheckPolicy.objects.filter(Q(edition=None) | Q(edition=edition), form__in={"", form})
    for row in sorted(rows, key=lambda row: (row.edition_id is not None, bool(row.form))):
        found[row.check_name] = Weight(row.level, row.may_override)
    return found


def findings_of(page: Any, levels: Iterable[str] = tuple(ORDER)) -> list[Finding]:
    """What checks of these weights find, the heaviest first."""
    wanted = set(levels)
    found = [
        finding.of(CHECKS[name], weight.level, weight.may_override)
        for name, weight in weights(page.edition_id, page.form).items()
        if weight.level in wanted and name in CHECKS
        for finding in CHECKS[name].find(page)
    ]
    return sorted(found, key=lambda finding: ORDER[finding.level])
