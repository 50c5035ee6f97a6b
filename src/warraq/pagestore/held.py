"""Files that this process holds open to look at, beside whoever works on them. Knows no framework.

A process that closes any descriptor of a file gives up all the locks it has on it (POSIX, `fcntl`), SQLite's among
them: https://www.sqlite.org/howtocorrupt.html, 2.2. A descriptor is therefore only closed once its file has no name.
"""

import os
from pathlib import Path
from threading import RLock
from weakref import WeakValueDictionary, finalize

Identity = tuple[int, int]  # device, inode


class Held:
    """A file to read from, for as long as somebody has this object."""

    def __init__(self, descriptor: int, identity: Identity) -> None:
        self.descriptor, self.identity = descriptor, identity
        finalize(self, _let_go, descriptor, identity).atexit = False

    def begins_with(self, beginning: bytes) -> bool:
        return os.pread(self.descriptor, len(beginning), 0) == beginning

    def is_at(self, path: Path) -> bool:
        """Does the address still lead to this file?"""
        try:
            return _identity(path.stat()) == self.identity
        except OSError:
            return False


_guard = RLock()  # a collector may let go in the middle of `hold`
_in_use: WeakValueDictionary[Identity, Held] = WeakValueDictionary()
# Nobody looks at these files now, and others of this process may still have locks on them.
_kept: dict[Identity, int] = {}


def hold(path: Path) -> Held:
    """The file at an address; one for whoever asks for the same file. Raises OSError."""
    with _guard:
        for identity, descriptor in list(_kept.items()):
            if _is_nameless(descriptor):
                os.close(_kept.pop(identity))
        identity = _identity(path.stat())
        if (held := _in_use.get(identity)) is not None:
            return held
        descriptor = _kept.pop(identity, None)
        if descriptor is None:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            identity = _identity(os.fstat(descriptor))
        held = _in_use[identity] = Held(descriptor, identity)
        return held


def _let_go(descriptor: int, identity: Identity) -> None:
    with _guard:
        if _is_nameless(descriptor):
            os.close(descriptor)
        else:
            _kept[identity] = descriptor


def _is_nameless(descriptor: int) -> bool:
    return os.fstat(descriptor).st_nlink == 0


def _identity(state: os.stat_result) -> Identity:
    return state.st_dev, state.st_ino
