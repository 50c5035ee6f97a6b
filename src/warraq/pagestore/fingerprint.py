"""What pages are made with besides content: code, templates, translations, style sheets, settings."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import django
import wagtail
from django.conf import settings

KINDS = {".py", ".html", ".mo", ".toml", ".json", ".svg"}


def fingerprint() -> str:
    """Another one whenever pages that show the same content may look different."""
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__} {settings.SITE!r}".encode())
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    roots = {settings.PACKAGE, settings.SITE.root / "templates"}
    for root in sorted(roots):
        for path in sorted(root.rglob("*")):
            if path.suffix in KINDS and "tests" not in path.parts and path.is_file():
                yield path
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        yield manifest
