"""Turns DATABASE_URL and WARRAQ_EMAIL_URL into Django's settings."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from .site import CdnFile
from .words import SiteFileError

# WAL and immediate transactions: no write of 3,300 by 200 threads found the database locked; Django's own
# settings lost one in six. The planner may look at memory-mapped pages instead of copying them.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; "
        # What readers have taken back, or what is no longer kept of them, is overwritten, not only forgotten.
        "PRAGMA secure_delete=ON;"
    ),
}
# A database machine that is off swallows packets; without this, a page would wait for it for minutes.
POSTGRESQL_OPTIONS = {"connect_timeout": "10"}


def database(url: str, data: Path) -> dict:
    """Django's dictionary for `postgresql://user:password@host:port/name`, `sqlite:///path` or nothing."""
    if not url:
        return sqlite(data / "warraq.sqlite3")
    parts = _split("DATABASE_URL", url)
    if parts.scheme == "sqlite":
        return sqlite(_file_of(parts))
    if parts.scheme not in ("postgres", "postgresql"):
        raise SiteFileError(f"DATABASE_URL: {parts.scheme!r} is not a database Warraq runs on (postgresql, sqlite)")
    return postgresql(parts)


def sqlite(path: Path) -> dict:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": SQLITE_OPTIONS}


def postgresql(parts: SplitResult) -> dict:
    """Without a host this machine's server is asked through its socket; the query holds libpq's own words."""
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise SiteFileError("DATABASE_URL: names no database: postgresql://user:password@host/NAME")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**POSTGRESQL_OPTIONS, **dict(parse_qsl(parts.query))},
    }


def email(url: str) -> dict:
    """Django's EMAIL_* settings for `smtp://user:password@host:port` (`smtp+tls`, `smtp+ssl`) or nothing."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = _split("WARRAQ_EMAIL_URL", url)
    scheme, _, safety = parts.scheme.partition("+")
    if scheme != "smtp" or safety not in ("", "tls", "ssl"):
        raise SiteFileError(f"WARRAQ_EMAIL_URL: {parts.scheme!r} is not smtp, smtp+tls or smtp+ssl")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"": 25, "tls": 587, "ssl": 465}[safety],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": safety == "tls",
        "EMAIL_USE_SSL": safety == "ssl",
        "EMAIL_TIMEOUT": 20,
    }


def cdn(found: CdnFile | None) -> dict:
    """Wagtail's dictionary of caches in front for `[cdn]`; empty where there is none."""
    if found is None:
        return {}
    backend = {"http": "HttpCache", "fastly": "Fastly", "cloudflare": "Cloudflare"}[found.backend]
    return {
        "cdn": {
            "BACKEND": f"warraq.pagestore.caches.{backend}",
            "ADDRESS": found.address,
            "ZONE": found.zone,
            "KEYS": found.keys,
            "TOKEN": found.token,
        }
    }


def _split(variable: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        # The address itself stays out of the message: it may hold a password.
        raise SiteFileError(f"{variable}: is not an address: {error}") from error
    return parts


def _file_of(parts: SplitResult) -> Path:
    path = Path(unquote(parts.path))
    if parts.netloc or not path.is_absolute() or not path.name:
        raise SiteFileError("DATABASE_URL: an SQLite file is named from the root: sqlite:///srv/site/news.sqlite3")
    return path
