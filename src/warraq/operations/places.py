"""Where the running processes of a site meet: a socket and two small files."""

import hashlib
import os
import tempfile
from pathlib import Path

LONGEST_SOCKET = 100  # bytes; Linux takes 107, others fewer


def running(data: Path) -> Path:
    """The directory for what only matters while the site runs."""
    place = data / "run"
    place.mkdir(parents=True, exist_ok=True)
    return place


def socket(data: Path) -> Path:
    """Where the application listens: in the data directory, unless its name is too long for a socket."""
    path = running(data) / "application.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET:
        return path
    digest = hashlib.blake2b(os.fsencode(data.resolve()), digest_size=8).hexdigest()
    place = Path(tempfile.gettempdir()) / f"warraq-{os.getuid()}-{digest}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.stat().st_uid != os.getuid() or place.is_symlink():
        raise OSError(f"{place} belongs to somebody else")
    return place / "application.sock"


def front_config(data: Path) -> Path:
    return running(data) / "front.json"


def unavailable(data: Path) -> Path:
    """The directory of the pages that say "not now", one a language, for a proxy to send."""
    return running(data) / "unavailable"


def status(data: Path) -> Path:
    """Written by the worker once a second, for those who ask how it is."""
    return running(data) / "status.json"
