"""What a share card shows, as plain values: two faces that are alike are one and the same picture."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

WIDTH, HEIGHT = 1200, 630
# Another number makes every card anew; count it up when `drawing`, `lettering` or `faces` change what is seen.
DESIGN = 1


@dataclass(frozen=True)
class Photo:
    """A picture in the storage, its size in pixels, and the middle of what matters in it, from 0 to 1 each way."""

    name: str
    width: int
    height: int
    focus: tuple[float, float]


@dataclass(frozen=True)
class CardFace:
    """The texts are ready to print, in the edition's calendars and digits."""

    headline: str
    label: str
    date: str
    site: str
    language: str
    direction: str
    photo: Photo | None = None
    is_film: bool = False

    def digest(self) -> str:
        """Twelve hexadecimal digits that name this face in this design."""
        told = json.dumps([DESIGN, asdict(self)], ensure_ascii=False, sort_keys=True)
        return sha256(told.encode()).hexdigest()[:12]
