"""The directory of a mirror: what was written there before, what changes, what goes. Knows no framework.

manifest.json          every file with its checksum; written last, all at once
manifest.unfinished    while an export is under way: the names of the files it adds, so that one that was killed
                       leaves nothing behind that nobody knows
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

MANIFEST, UNFINISHED = "manifest.json", "manifest.unfinished"
OWN = {MANIFEST, UNFINISHED}
# What a mirror has besides the site: its page for what is not there, redirects as static hosts read them, and a word
# to GitHub Pages, which would else run the files through a program and leave out those with an underscore.
NOT_FOUND, REDIRECTS, NO_JEKYLL = "404.html", "_redirects", ".nojekyll"
RESERVED = OWN | {NOT_FOUND, REDIRECTS, NO_JEKYLL}
FORMAT = "warraq mirror 1"
CHUNK = 1 << 20


class Refused(Exception):
    """This directory cannot be used; nothing in it has been touched."""


# A single file that cannot be put in place: the rest of the mirror can.
IN_THE_WAY = (Refused, FileExistsError, IsADirectoryError, NotADirectoryError)


class Entry(NamedTuple):
    """What the manifest says of a file."""

    sha256: str
    bytes: int


class Result(NamedTuple):
    """What became of a file that was to be written."""

    entry: Entry
    is_new: bool


@dataclass
class Mirror:
    """A directory that an export may write to, after `open`."""

    root: Path
    before: dict[str, Entry] = field(default_factory=dict)
    # Names that an export killed on its way has added.
    leftovers: set[str] = field(default_factory=set)
    _journal: int = -1

    def open(self) -> None:
        """Take the directory; Refused where it holds what no export has made, or another export is at work."""
        if self.root.exists() and not self.root.is_dir():
            raise Refused(f"{self.root} is not a directory")
        is_ours = (self.root / UNFINISHED).exists()
        if (self.root / MANIFEST).exists():
            self.before, is_ours = entries_of(read_manifest(self.root)), True
        if not is_ours and self.root.exists() and any(self.root.iterdir()):
            raise Refused(f"{self.root} is not empty and no mirror of ours; nothing in it was touched")
        self.root.mkdir(parents=True, exist_ok=True)
        self._journal = os.open(self.root / UNFINISHED, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            fcntl.flock(self._journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._journal)
            raise Refused(f"another export is at work in {self.root}") from error
        self.leftovers = set(_lines(self.root / UNFINISHED))

    # --- writing -----------------------------------------------------------------------------------------------

    def write(self, name: str, data: bytes) -> Result:
        """Put a file in place unless it is there already, byte for byte; its time says when it last changed."""
        target, entry = self.root / name, Entry(hashlib.sha256(data).hexdigest(), len(data))
        if _holds(target, data):
            return Result(entry, is_new=False)
        self._may_replace(name)
        temporary = self._temporary(target)
        try:
            temporary.write_bytes(data)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return Result(entry, is_new=True)

    def copy(self, name: str, source: Path, is_linked: bool = False) -> Result:
        """The same for a file that lies elsewhere; one of the same size and time as before is not read again."""
        target, before = self.root / name, self.before.get(name)
        if before and _looks_like(target, source):
            return Result(before, is_new=False)
        entry = Entry(checksum(source), source.stat().st_size)
        if before == entry and target.is_file() and checksum(target) == entry.sha256:
            return Result(entry, is_new=False)
        self._may_replace(name)
        temporary = self._temporary(target)
        try:
            if not (is_linked and _link(source, temporary)):
                shutil.copyfile(source, temporary)
                state = source.stat()
                os.utime(temporary, ns=(state.st_atime_ns, state.st_mtime_ns))
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return Result(entry, is_new=True)

    def _may_replace(self, name: str) -> None:
        """Note a name before its file appears; Refused where somebody else's file is in the way."""
        if name in self.before or name in self.leftovers:
            return
        if (self.root / name).exists():
            self.leftovers |= set(_lines(self.root / UNFINISHED))  # other processes of this export have added to it
            if name not in self.leftovers:
                raise Refused(f"{name} is there already and not ours: left as it is")
            return
        os.write(self._journal, (json.dumps(name) + "\n").encode())
        self.leftovers.add(name)

    def _temporary(self, target: Path) -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        # A short name of its own: the target's may be as long as a file system allows.
        return target.parent / f".{secrets.token_hex(8)}.tmp"

    # --- finishing ---------------------------------------------------------------------------------------------

    def remove_others(self, names: Iterable[str]) -> int:
        """Remove what earlier exports have written and this one has not; how many files went."""
        kept, removed = set(names) | OWN, 0
        known = set(self.before) | self.leftovers | set(_lines(self.root / UNFINISHED))
        for name in sorted(known - kept):
            file = self.root / name
            if is_safe(name) and file.is_file():
                file.unlink()
                removed += 1
                self._tidy(file.parent)
        return removed

    def _tidy(self, place: Path) -> None:
        """Remove directories that have become empty."""
        with suppress(OSError):
            while place != self.root:
                place.rmdir()
                place = place.parent

    def finish(self, said: dict[str, Any], files: dict[str, Entry]) -> None:
        """Write the manifest: from now on the mirror is whole."""
        listed = {name: files[name]._asdict() for name in sorted(files)}
        manifest = {"format": FORMAT, **said, "files": listed}
        temporary = self._temporary(self.root / MANIFEST)
        with temporary.open("w", encoding="utf-8") as out:
            json.dump(manifest, out, ensure_ascii=False, indent=1)
            out.write("\n")
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(self.root / MANIFEST)
        (self.root / UNFINISHED).unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        if self._journal >= 0:
            os.close(self._journal)
            self._journal = -1


# --- reading ---------------------------------------------------------------------------------------------------------


def read_manifest(root: Path) -> dict[str, Any]:
    """What an export has written about a mirror; Refused where there is none of ours."""
    try:
        found = json.loads((root / MANIFEST).read_text("utf-8"))
    except FileNotFoundError as error:
        raise Refused(f"{root} holds no {MANIFEST}: not a mirror, or its export was not finished") from error
    except ValueError as error:
        raise Refused(f"{root / MANIFEST} cannot be read as JSON") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("files"), dict):
        raise Refused(f"{root / MANIFEST} is not the manifest of a mirror of ours")
    return found


def entries_of(manifest: dict[str, Any]) -> dict[str, Entry]:
    """The files a manifest names, without any that would lie outside the mirror."""
    return {
        name: Entry(str(said.get("sha256")), int(said.get("bytes", -1)))
        for name, said in manifest["files"].items()
        if is_safe(name) and name not in OWN
    }


def is_safe(name: str) -> bool:
    """Does the name stay below the mirror's directory?"""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def checksum(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while data := opened.read(CHUNK):
            digest.update(data)
    return digest.hexdigest()


def _lines(journal: Path) -> list[str]:
    """The names in a journal; the last one may be torn."""
    found = []
    with suppress(FileNotFoundError):
        for line in journal.read_text("utf-8").splitlines():
            with suppress(ValueError):
                found.append(json.loads(line))
    return [name for name in found if isinstance(name, str)]


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _looks_like(target: Path, source: Path) -> bool:
    try:
        there, here = target.stat(), source.stat()
    except OSError:
        return False
    return (there.st_size, there.st_mtime_ns) == (here.st_size, here.st_mtime_ns)


def _link(source: Path, target: Path) -> bool:
    """Another name for the same file; False where the file system has no such thing, or it is another one."""
    with suppress(OSError):
        os.link(source.resolve(), target)
        return True
    return False
