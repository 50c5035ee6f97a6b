"""What a machine writes down of the chain beside the database: an end cut off, or all written anew, is then found."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .models import Head


@dataclass(frozen=True)
class Anchor:
    """The end of the chain at a moment."""

    number: int
    seal: str
    at: str


def usual_place() -> Path:
    return Path(settings.DATA) / "audit-anchors.jsonl"


def anchors(place: Path) -> Iterator[Anchor]:
    """Those written down there; a line that was cut off by a crash is passed over."""
    if not place.exists():
        return
    for line in place.read_text("utf-8").splitlines():
        try:
            yield Anchor(**json.loads(line))
        except (ValueError, TypeError):
            continue


def write_down(place: Path) -> bool:
    """Add the present end, if it is another than the last; whether it was."""
    head = Head.objects.get(pk=1)
    last = max(anchors(place), key=lambda anchor: anchor.number, default=None)
    if head.number == 0 or (last and last.number >= head.number):
        return False
    anchor = Anchor(head.number, head.seal, timezone.now().isoformat(timespec="seconds"))
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(anchor)) + "\n")
    return True
