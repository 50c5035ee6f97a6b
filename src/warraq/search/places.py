"""Where the index lies: one directory an index, and a small file that names the one in use.

data/search/current                names the directory readers open
data/search/<version>-<letters>/   an index with its stamp.json: what it was made with
data/search/build.lock             held by whoever builds the next one
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import tantivy
from django.conf import settings

from warraq.language.analysis import BUILT_IN_NAMES, Analyser, Names, analyser_for

from . import kinds
from .schema import SCHEMA_VERSION

LANGUAGES = ("ar", "fa", "en", "und")
STAMP, DOUBTED = "stamp.json", "doubted"
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Stamp:
    """What an index was made with. `groups` are the editors' names, which its readers' questions go through too."""

    schema: int
    engine: str
    analysers: dict[str, str]
    kinds: dict[str, int]
    groups: Groups

    @property
    def is_readable(self) -> bool:
        """Whether this program can ask an index of this stamp at all, if not in the newest way."""
        return (self.schema, self.engine) == (SCHEMA_VERSION, tantivy.__version__)

    def analyser(self, language: str) -> Analyser:
        return analyser_with(language, self.groups)


def analyser_with(language: str, groups: Groups) -> Analyser:
    """Of an edition's language: a region makes no difference to words."""
    return analyser_for(language.replace("_", "-").partition("-")[0], names_with(groups))


_names: dict[Groups, Names] = {(): BUILT_IN_NAMES}


def names_with(groups: Groups) -> Names:
    """The built-in names with the editors' groups, the same object for the same groups: analysers are kept by it."""
    if groups not in _names:
        if len(_names) > 4:
            _names.clear()
        _names[groups] = BUILT_IN_NAMES.with_groups(groups)
    return _names[groups]


def stamp_with(groups: Groups) -> Stamp:
    """The stamp of an index made now."""
    versions = {language: analyser_with(language, groups).version for language in LANGUAGES}
    return Stamp(SCHEMA_VERSION, tantivy.__version__, versions, kinds.versions(), groups)


@dataclass(frozen=True)
class Place:
    """The directory of this machine's indexes."""

    root: Path

    def current(self) -> Path | None:
        """The directory of the index in use, None before the first one is ready or when it is gone."""
        with suppress(OSError, UnicodeDecodeError):
            name = (self.root / "current").read_text("ascii").strip()
            path = self.root / name
            if name and path.is_dir():
                return path
        return None

    def new(self, stamp: Stamp) -> Path:
        """An empty directory for an index of this stamp."""
        written = json.dumps(asdict(stamp), ensure_ascii=False, sort_keys=True)
        version = sha256(written.encode()).hexdigest()[:12]
        path = self.root / f"{version}-{secrets.token_hex(4)}"
        path.mkdir(parents=True)
        (path / STAMP).write_text(written, "utf-8")
        return path

    def use(self, path: Path) -> None:
        """Let readers open this one from now on."""
        temporary = self.root / "current.new"
        with temporary.open("w", encoding="ascii") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.root / "current")

    def sweep(self) -> None:
        """Remove every index but the one in use; to be called by who holds the lock for building."""
        current = self.current()
        for path in self.root.iterdir():
            if path.is_dir() and path != current:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def building(self) -> Iterator[bool]:
        """Alone among those who build; False while another process does."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "build.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True


def stamp_of(path: Path) -> Stamp | None:
    """What the index in a directory was made with; None when that cannot be read."""
    try:
        found = json.loads((path / STAMP).read_text("utf-8"))
        groups = tuple(tuple(group) for group in found["groups"])
        return Stamp(found["schema"], found["engine"], dict(found["analysers"]), dict(found["kinds"]), groups)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def doubt(path: Path) -> None:
    """Ask the worker to look whether the files of an index are sound."""
    with suppress(OSError):
        (path / DOUBTED).touch()


def site_place() -> Place:
    return Place(Path(settings.WARRAQ_SEARCH))
