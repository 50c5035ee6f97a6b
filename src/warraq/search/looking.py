"""What changes concern, looked at again: readers may see it now, and it is written anew; or not, and it goes."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warraq.changes.outages import is_outage

from . import kinds
from .kinds import Kind
from .writer import Writer

logger = logging.getLogger("warraq.search")
AT_ONCE = 60  # records looked at in one step of the log; what else a change concerns waits
SLICE = 100
NAMES_KEY = "spellings"  # the kind of the editors' groups of names


@dataclass(frozen=True)
class Concerned:
    """`first` is what the changes speak of, `waiting` what merely shows it, or one of very many."""

    first: list[str]
    waiting: list[str]
    has_new_names: bool


def concerned(writer: Writer, subjects: Sequence[str], keys: Iterable[str]) -> Concerned:
    """The records that changes of these keys may have made others than the index knows."""
    objects = {key for key in keys if kinds.parsed(key)}
    followed = {name for kind in kinds.kinds() for name in kind.follows}
    owners = sorted(key for key in objects if key.partition(":")[0] in followed)
    own = {key for key in objects if kinds.kind(key.partition(":")[0])}
    ordered = [*(key for key in dict.fromkeys(subjects) if key in own), *sorted(own - set(subjects))]
    shown = set(writer.carrying(owners)) - own if owners else set()
    has_new_names = any(key.partition(":")[0] == NAMES_KEY for key in objects)
    return Concerned(ordered[:AT_ONCE], [*ordered[AT_ONCE:], *sorted(shown)], has_new_names)


def look(writer: Writer, keys: Iterable[str]) -> None:
    """Read the records as they are now and write or remove them; a commit is the caller's."""
    for kind, pks in kinds.by_kind(keys).items():
        for start in range(0, len(pks), SLICE):
            _look_at(writer, kind, pks[start : start + SLICE])


def _look_at(writer: Writer, kind: Kind, pks: list[int]) -> None:
    contents = kind.read(pks)
    gone = set(pks) - {content.pk for content in contents}
    writer.drop(f"{kind.name}:{pk}" for pk in gone)
    writer.put(contents)


def look_patiently(writer: Writer, keys: Sequence[str]) -> list[str]:
    """The same where nobody sets a failure aside: what cannot be read is left out, told, and returned."""
    try:
        look(writer, keys)
    except Exception as error:
        if is_outage(error):
            raise
        return [key for key in keys if not _can_be_looked_at(writer, key)]
    return []


def _can_be_looked_at(writer: Writer, key: str) -> bool:
    try:
        look(writer, [key])
    except Exception as error:
        if is_outage(error):
            raise
        logger.exception("%s cannot be searched", key)
        writer.drop([key])
        return False
    return True
