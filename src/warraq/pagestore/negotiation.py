"""Which encoding of a stored page a reader gets (RFC 9110 §12.5.3). Knows no framework."""

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=512)
def choose(accepted: str, offered: Sequence[str]) -> str:
    """The best of the offered encodings, which are in order of preference; "" for the page as it is."""
    weights = {name: weight for name, weight in map(_weighed, accepted[:1_000].lower().split(",")) if name}
    weights.setdefault("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    best, chosen = weights.get("identity", weights.get("*", 0.001)) or 0.0, ""
    for name in reversed(offered):
        weight = weights.get(name, weights.get("*", 0.0))
        if weight > 0 and weight >= best:
            best, chosen = weight, name
    return chosen


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameters = part.partition(";")
    key, _, value = parameters.strip().partition("=")
    if key.strip() != "q":
        return name.strip(), 1.0
    try:
        weight = float(value)
    except ValueError:
        return name.strip(), 0.0
    return name.strip(), weight if 0.0 <= weight <= 1.0 else 0.0
