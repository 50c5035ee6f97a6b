"""What may keep a page from going live besides what it lacks: rules of the newsroom, which stories do not know."""

from collections.abc import Callable
from typing import Any

from warraq.changes.pages import Problem

Gate = Callable[[Any], list[Problem]]
_gates: list[Gate] = []


def register(gate: Gate) -> None:
    if gate not in _gates:
        _gates.append(gate)


def problems_at(page: Any) -> list[Problem]:
    """What the newsroom's rules say against this page, whichever road it goes."""
    return [problem for gate in _gates for problem in gate(page)]
