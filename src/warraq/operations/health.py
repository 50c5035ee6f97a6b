"""What can be wrong with an installation's files and settings, said so that one person can mend it."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from PIL import features

LONG_WAIT = 600  # seconds that counts of reads wait to be added
ROOM = 1_000_000_000  # bytes; less than that on the data disk is worth a word


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `advice` is what to do when it is wrong."""

    is_wrong: bool
    text: str
    advice: str = ""

    @property
    def mark(self) -> str:
        return "WRONG" if self.is_wrong else "ok   "


def right(text: str) -> Finding:
    return Finding(False, text)


def wrong(text: str, advice: str) -> Finding:
    return Finding(True, text, advice)


def examine_files() -> Iterator[Finding]:
    """What can be said without a database."""
    for look in (_site_file, _places, _secret, _room, _fonts, _catalogues, _pictures, _address, _mail, _reads):
        yield from look()


def _site_file() -> Iterator[Finding]:
    path = settings.SITE.root / "warraq.toml"
    if path.is_file():
        yield right(f"site described by {path}")
    else:
        yield right(f"no warraq.toml in {settings.SITE.root}: the built-in one is used")


def _places() -> Iterator[Finding]:
    for name, place in (("data", settings.DATA), ("media", Path(settings.MEDIA_ROOT))):
        try:
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                yield right(f"{name} directory {place} can be written")
        except OSError as error:
            text = f"{name} directory {place} cannot be written: {error.strerror}"
            yield wrong(text, "give the user of this process the right to write there, or name another")


def _secret() -> Iterator[Finding]:
    key = settings.DATA / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield wrong(f"{key} can be read by others", f"run `chmod 600 {key}`")


def _room() -> Iterator[Finding]:
    if not settings.DATA.is_dir():
        return
    free = shutil.disk_usage(settings.DATA).free
    text = f"{free / 1e9:.1f} GB free for {settings.DATA}"
    yield right(text) if free > ROOM else wrong(text, "make room before the next upload fails")


def _fonts() -> Iterator[Finding]:
    fonts = list((settings.PACKAGE / "theme/static/warraq/fonts").glob("*.woff2"))
    if fonts:
        yield right(f"{len(fonts)} font files")
    else:
        yield wrong("the fonts have not been built: readers get the system's face", "run `make build`")


def _catalogues() -> Iterator[Finding]:
    if (settings.PACKAGE / "theme/locale/ar/LC_MESSAGES/django.mo").is_file():
        yield right("Arabic texts are compiled")
    else:
        yield wrong("the Arabic texts are not compiled: pages speak English", "run `make build`")


def _pictures() -> Iterator[Finding]:
    for name in ("webp", "avif"):
        if features.check(name):
            yield right(f"pictures can be written as {name.upper()}")
        else:
            yield wrong(f"Pillow here cannot write {name.upper()}", "install requirements/base.txt")


def _address() -> Iterator[Finding]:
    parts = urlsplit(settings.WARRAQ_BASE_URL)
    is_here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme == "https" or is_here:
        yield right(f"readers come to {settings.WARRAQ_BASE_URL}")
    else:
        advice = "put a certificate in front and begin base_url with https://"
        yield wrong(f"{settings.WARRAQ_BASE_URL} is not https: passwords travel readable", advice)
    if parts.scheme == "https" and not settings.SITE.trusted_proxies:
        advice = "name the proxy's address in trusted_proxies under [server], once it sets X-Forwarded-Proto itself"
        yield wrong("the site is https, but the proxy that makes it so is not believed", advice)
    if settings.DEBUG and not is_here:
        yield wrong("WARRAQ_DEBUG is on for a public address", "unset it: it shows secrets to visitors")


def _reads() -> Iterator[Finding]:
    waiting = sorted(Path(settings.WARRAQ_READS["place"]).glob("*.json"))
    with suppress(FileNotFoundError):  # added this very moment
        age = time.time() - waiting[0].stat().st_mtime if waiting else 0
        if age > LONG_WAIT:
            advice = (
                "see that the worker runs (`warraq serve`) and that the database answers; nothing is lost meanwhile"
            )
            yield wrong(f"{len(waiting)} batches of reads wait, the oldest for {age / 60:.0f} minutes", advice)


def _mail() -> Iterator[Finding]:
    if settings.SITE.email_url:
        yield right(f"e-mail goes out through {settings.EMAIL_HOST}")
    else:
        yield right("no [email] url: messages, as for a forgotten password, are printed and sent to nobody")
