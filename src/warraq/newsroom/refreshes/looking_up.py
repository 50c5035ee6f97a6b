"""What the newsroom is told about one address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext

from warraq.pagestore.index import MOVED, OK, WANTED, Index, PageRow
from warraq.pagestore.reports import place_in_queue

from .durations import spoken
from .names import Name, names_of
from .progress import Progress
from .rows import STATUSES, last_line, moment


@dataclass(frozen=True)
class Found:
    """A page as the store has it; `row` is None where it has none of this address."""

    path: str
    url: str
    row: PageRow | None
    keys: list[Name]
    place: int | None = None

    @property
    def is_rendered(self) -> bool:
        return self.row is not None and self.row.status != WANTED

    @property
    def status(self) -> str:
        return str(STATUSES.get(self.row.status, ""))

    @property
    def leads_to(self) -> str:
        return dict(self.row.headers).get("Location", "") if self.row.status == MOVED else ""

    @property
    def encodings(self) -> str:
        crcs = {"gzip": self.row.gzip_crc, "br": self.row.br_crc}
        return ", ".join(name for name, crc in crcs.items() if crc is not None)

    @property
    def has_body(self) -> bool:
        return self.row.status == OK

    @property
    def size(self) -> str:
        return gettext("%(n)s kB") % {"n": f"{self.row.size / 1_000:.1f}"}

    @property
    def took(self) -> str:
        return "" if self.row.seconds is None else spoken(self.row.seconds)

    @property
    def rendered_at(self) -> datetime | None:
        return moment(self.row.rendered_at)

    @property
    def changed_at(self) -> datetime | None:
        return moment(self.row.changed_at)

    @property
    def stale_since(self) -> datetime | None:
        return moment(self.row.stale_since)

    @property
    def tried_again_at(self) -> datetime | None:
        return moment(self.row.not_before) if self.row.failures else None

    @property
    def error(self) -> str:
        return last_line(self.row.error)


def look_up(index: Index, path: str, user: Any) -> Found:
    row = index.page(path)
    if row is None:
        return Found(path, quote(path), None, [])
    names = names_of(index.keys_of(row.id), user)
    # What an editor can open comes first.
    keys = sorted(names.values(), key=lambda name: (not name.url, bool(name.list), name.kind, name.key))
    return Found(path, quote(path), row, keys, place_in_queue(index, row))


def state_of(index: Index, path: str) -> Progress:
    """How far a page is that an editor has asked for."""
    row = index.page(path)
    if row is None:
        return Progress(gettext("There is no page for everybody at this address."), is_final=True)
    if row.failures:
        return Progress(gettext("The page cannot be rendered."), is_final=True)
    if row.stale_since is not None:
        return Progress(gettext("Waiting for its turn…"), is_final=False)
    return Progress(gettext("Rendered just now."), is_final=True)
