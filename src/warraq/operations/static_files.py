"""Collects static files under names that carry their hash, and only when one of them has changed."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from warraq.theme import bundle


def prepare() -> bool:
    """Write the style sheet and collect; False when everything was as the last start left it."""
    bundle.write(settings.SITE.root, settings.DATA)
    # Beside the collected files, not among them: those are served to anyone.
    mark = settings.DATA / "static-collected"
    state = fingerprint()
    if mark.is_file() and mark.read_text("ascii") == state and _manifest().is_file():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
    mark.write_text(state, "ascii")
    return True


def fingerprint() -> str:
    """Changes with the name, size or time of any static file; reading them all would cost what it saves."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"
