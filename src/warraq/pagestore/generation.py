"""A number in a mapped file, by which the process that serves learns that some stored file has changed.

The writer renames or removes the file first and changes the number after; a reader that sees another number looks
at its file again. A torn read only costs one look too many. Knows no framework.
"""

import mmap
import os
import secrets
from contextlib import suppress
from pathlib import Path

SIZE = 8


class Generation:
    """The number of a store, mapped into this process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._inode = 0
        self.attach()

    def attach(self) -> bool:
        """Map the file, making it where there is none; was it another file than the one mapped before?"""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            state = os.fstat(descriptor)
            if state.st_ino == self._inode:
                return False
            if state.st_size < SIZE:
                # Written, not only made longer: a map of what has no room on the disk would end the process.
                os.pwrite(descriptor, bytes(SIZE), 0)
            self._map, self._inode = mmap.mmap(descriptor, SIZE), state.st_ino
        finally:
            os.close(descriptor)
        return True

    @property
    def number(self) -> bytes:
        return self._map[:SIZE]

    def advance(self) -> None:
        """Change the number. A random one: two processes that counted up at once could take one step together."""
        with suppress(OSError):
            self.attach()  # the store's directory may have been removed and made anew
        self._map[:SIZE] = secrets.token_bytes(SIZE)
