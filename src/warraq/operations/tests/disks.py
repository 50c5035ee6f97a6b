"""A small disk of one's own, and somebody who fills it."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class NoDisk(Exception):
    """None can be had here; says why."""


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """Mounted over a directory, in memory."""
    if os.geteuid() != 0:
        raise NoDisk("a disk of its own needs root")
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "warraq-test", str(place)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoDisk(f"no disk of its own: {done.stderr.strip()}")
    try:
        yield
    finally:
        # Whoever still has a file open there keeps it for as long.
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def filled(place: Path) -> Iterator[None]:
    """Every byte of the disk is taken, and whatever becomes free, until the end."""
    ballast, ended = place / "ballast", threading.Event()

    def take() -> None:
        with ballast.open("wb", buffering=0) as out:
            while not ended.wait(0.005):
                for size in (1 << 16, 1 << 12, 1):
                    with suppress(OSError):
                        while out.write(b"\0" * size):
                            pass

    taking = threading.Thread(target=take)
    taking.start()
    try:
        while shutil.disk_usage(place).free:
            time.sleep(0.01)
        yield
    finally:
        ended.set()
        taking.join()
        ballast.unlink(missing_ok=True)
