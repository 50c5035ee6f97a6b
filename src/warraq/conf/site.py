"""Reads `warraq.toml` and the environment into one frozen description of the site."""

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from . import words
from .words import SiteFileError

DEFAULT_FILE = Path(__file__).with_name("default.toml")


@dataclass(frozen=True)
class EditionFile:
    """One `[[editions]]` table: what a new edition starts with (the newsroom may change it later)."""

    code: str
    name: str
    tagline: str = ""
    region: str = ""
    months: str = "common"
    digits: str = "latn"
    hijri: bool = False
    jalali: bool = False
    time_zone: str = ""


@dataclass(frozen=True)
class CdnFile:
    """The `[cdn]` table. `keys` is empty where the CDN is told addresses."""

    backend: str
    address: str = ""
    zone: str = ""
    keys: str = ""
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class CommentsFile:
    """The `[comments]` table: whether an e-mail address is asked for, and how long what is kept of readers is kept."""

    email: str = "optional"
    email_kept_days: int = 90
    address_kept_days: int = 7
    refused_kept_days: int = 30


@dataclass(frozen=True)
class FilmsFile:
    """The `[films]` table: what becomes of uploaded films, and how large they may be."""

    keep_original: bool = True
    at_once: int = 1
    heights: tuple[int, ...] = (240, 360, 720, 1080)
    largest_mb: int = 2_048


@dataclass(frozen=True)
class SiteFile:
    """Everything `warraq.toml` and the environment say."""

    root: Path
    data: Path
    name: str
    base_url: str
    time_zone: str
    editions: tuple[EditionFile, ...]
    port: int = 8000
    database_url: str = ""
    media: Path | None = None
    allowed_hosts: tuple[str, ...] = ()
    email_url: str = ""
    email_from: str = "newsroom@localhost"
    security_contact: str = ""
    full_text_feeds: bool = True
    embed_hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    metrics_from: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    memory_mb: int = 128
    upload_mb: int = 1_024
    half_life_days: int = 60
    searches_a_minute: int = 120
    suggestions_a_minute: int = 600
    changes_kept_days: int = 30
    trail_kept_days: int = 1_095
    honours_do_not_track: bool = True
    reads_cap: int = 5
    reads_floor: int = 5
    reads_hours_kept_days: int = 35
    reads_days_kept: int = 1_100
    second_factor: tuple[str, ...] | None = None
    workflow: str = ""
    dossier_review_days: int = 90
    cdn: CdnFile | None = None
    comments: CommentsFile = field(default_factory=CommentsFile)
    films: FilmsFile = field(default_factory=FilmsFile)


def find_root() -> Path:
    """The site's directory: WARRAQ_SITE, else the nearest one upwards that holds a warraq.toml, else here."""
    if named := os.environ.get("WARRAQ_SITE"):
        if not Path(named).is_dir():
            raise SiteFileError(f"WARRAQ_SITE={named!r} is not a directory")
        return Path(named).resolve()
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / "warraq.toml").is_file()), here)


def read(path: Path) -> dict[str, Any]:
    """The tables of a site file, every word of them checked."""
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
        words.check_file(tables)
    except OSError as error:
        raise SiteFileError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SiteFileError(f"{path}: is not UTF-8: save it with that encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise SiteFileError(f"{path}: not valid TOML: {error}") from error
    except SiteFileError as error:
        raise SiteFileError(f"{path}: {error}") from error
    return tables


@cache
def site_file() -> SiteFile:
    """The site of this process; raises SiteFileError with a sentence an operator can act on."""
    root = find_root()
    path = root / "warraq.toml"
    return describe(root, read(path if path.exists() else DEFAULT_FILE))


def describe(root: Path, tables: dict[str, Any]) -> SiteFile:
    """Join checked tables with the environment, which wins."""
    site, storage, email, server = (tables.get(title, {}) for title in ("site", "storage", "email", "server"))
    search, reads = tables.get("search", {}), tables.get("reads", {})
    port = _variable("PORT", words.port, _number) or site.get("port", 8000)
    base_url = _variable("WARRAQ_BASE_URL", words.address) or site.get("base_url") or f"http://127.0.0.1:{port}"
    editions = tuple(EditionFile(**table) for table in tables["editions"])
    return SiteFile(
        root=root,
        data=_place("WARRAQ_DATA", root, storage.get("data") or "data"),
        name=site.get("name", editions[0].name),
        base_url=base_url.rstrip("/"),
        time_zone=site.get("time_zone", "UTC"),
        editions=editions,
        port=port,
        database_url=os.environ.get("DATABASE_URL") or tables.get("database", {}).get("url", ""),
        media=_place("WARRAQ_MEDIA", root, storage.get("media", "")),
        allowed_hosts=tuple(site.get("allowed_hosts", ())),
        email_url=os.environ.get("WARRAQ_EMAIL_URL") or email.get("url", ""),
        email_from=email.get("from", SiteFile.email_from),
        security_contact=site.get("security_contact", ""),
        full_text_feeds=tables.get("feeds", {}).get("full_text", True),
        embed_hosts=tuple(tables.get("embeds", {}).get("hosts", ())),
        trusted_proxies=tuple(server.get("trusted_proxies", ())),
        metrics_from=tuple(server.get("metrics_from", SiteFile.metrics_from)),
        memory_mb=server.get("memory_mb", SiteFile.memory_mb),
        changes_kept_days=storage.get("changes_kept_days", SiteFile.changes_kept_days),
        trail_kept_days=storage.get("trail_kept_days", SiteFile.trail_kept_days),
        upload_mb=server.get("upload_mb", SiteFile.upload_mb),
        half_life_days=search.get("half_life_days", SiteFile.half_life_days),
        searches_a_minute=search.get("searches_a_minute", SiteFile.searches_a_minute),
        suggestions_a_minute=search.get("suggestions_a_minute", SiteFile.suggestions_a_minute),
        honours_do_not_track=reads.get("honours_do_not_track", SiteFile.honours_do_not_track),
        reads_cap=reads.get("cap", SiteFile.reads_cap),
        reads_floor=reads.get("floor", SiteFile.reads_floor),
        reads_hours_kept_days=reads.get("hours_kept_days", SiteFile.reads_hours_kept_days),
        reads_days_kept=reads.get("days_kept", SiteFile.reads_days_kept),
        second_factor=_roles(tables.get("newsroom", {}).get("second_factor")),
        workflow=_variable("WARRAQ_WORKFLOW", words.one_of(*words.WORKFLOWS))
        or tables.get("newsroom", {}).get("workflow", ""),
        dossier_review_days=tables.get("newsroom", {}).get("dossier_review_days", SiteFile.dossier_review_days),
        cdn=_cdn(tables.get("cdn")),
        comments=CommentsFile(**tables.get("comments", {})),
        films=_films(tables.get("films", {})),
    )


def _roles(words: list[str] | None) -> tuple[str, ...] | None:
    """None where the site leaves it to us; nobody where it says so."""
    return None if words is None else tuple(words)


def _cdn(table: dict[str, str] | None) -> CdnFile | None:
    """The token comes from the environment alone: a site file is often kept where many can read it."""
    if table is None:
        return None
    token = os.environ.get("WARRAQ_CDN_TOKEN", "").strip()
    if table["backend"] != "http" and not token:
        raise SiteFileError(f"[cdn]: {table['backend']} needs a token in the environment variable WARRAQ_CDN_TOKEN")
    # Fastly knows nothing but keys that is told in one request for many pages.
    keys = {"keys": "Surrogate-Key"} if table["backend"] == "fastly" else {}
    return CdnFile(**keys | table, token=token)


def _films(table: dict[str, Any]) -> FilmsFile:
    return FilmsFile(**table | ({"heights": tuple(table["heights"])} if "heights" in table else {}))


def _variable(variable: str, check: words.Check, convert: Callable[[str], Any] = str) -> Any:
    """An environment variable's checked value; None where it is unset or empty."""
    written = os.environ.get(variable, "").strip()
    if not written:
        return None
    value = convert(written)
    words.check_word(variable, check, value)
    return value


def _number(written: str) -> int | str:
    # Python refuses to read a number of thousands of digits; a port has five at most.
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 5 else written


def _place(variable: str, root: Path, written: str) -> Path | None:
    """A directory named by the environment from where one stands, or by the site file from where it lies."""
    if named := os.environ.get(variable):
        return Path(named).expanduser().resolve()
    return (root / Path(written).expanduser()).resolve() if written else None
