"""A picture as a card shows it: the few columns it takes, without an instance of the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files.storage import Storage

from warraq.changes.recording import depends_on

from . import renditions, rights

COLUMNS = (
    *("pk", "file", "width", "height", "description", "made", "tone", "rights_end", "fault"),
    *(f"focal_point_{name}" for name in ("x", "y", "width", "height")),
)


def columns_of(before: str) -> tuple[str, ...]:
    """The columns of a picture reached through the relation `before`."""
    return tuple(f"{before}__{name}" for name in COLUMNS)


class ShownFile(NamedTuple):
    """The file of a picture, as far as a page names it."""

    name: str
    storage: Storage

    @property
    def url(self) -> str:
        return self.storage.url(self.name)


@dataclass(slots=True)
class ShownPicture:
    """What `{% picture %}` prints; the same names as those of the model."""

    pk: int
    file: ShownFile
    width: int
    height: int
    description: str
    made: list[list[Any]]
    tone: str
    rights_end: datetime | None
    fault: str
    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None

    @property
    def may_be_shown(self) -> bool:
        return rights.is_shown(self)

    @property
    def sources(self) -> renditions.PictureSources:
        return renditions.sources(self)


def shown(row: Sequence[Any]) -> ShownPicture | None:
    """The picture of a row of COLUMNS, noted as part of the page; None where there is none that may be shown."""
    if row[0] is None:
        return None
    pk, name, *rest = row
    depends_on(f"image:{pk}")
    found = ShownPicture(pk, ShownFile(name, _storage()), *rest)
    return found if found.may_be_shown else None


@cache
def _storage() -> Storage:
    return apps.get_model("media", "Image")._meta.get_field("file").storage
