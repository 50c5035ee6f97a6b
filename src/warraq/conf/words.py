"""The words of `warraq.toml`: which there are, what each takes, and the sentence for what cannot be used."""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

# Short sides of films, in pixels.
FILM_SIDES = (240, 360, 480, 540, 720, 1080)
# A check says with a ValueError what a word needs; `warraq.toml` and the environment share them.
Check = Callable[[Any], None]

_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
LARGEST_PORT = 65535
# Those of `newsroom/roles.py`, which cannot be read before there are settings.
ROLES = tuple("everyone operator editor-in-chief section-editor reporter contributor photo-editor".split())
ROLES += ("moderator", "legal-reviewer")
WORKFLOWS = ("one-desk", "two-pairs-of-eyes", "legal-check")


class SiteFileError(Exception):
    """`warraq.toml` or the environment says what Warraq cannot use; a sentence an operator can act on."""


def text(value: Any) -> None:
    if not isinstance(value, str):
        raise ValueError("needs text in quotes")


def name(value: Any) -> None:
    text(value)
    if not 0 < len(value.strip()) <= 80:
        raise ValueError("needs 1 to 80 letters")


def yes_or_no(value: Any) -> None:
    if not isinstance(value, bool):
        raise ValueError("needs true or false, without quotes")


def port(value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_PORT:
        raise ValueError(f"{value!r} is not a port number (1 to {LARGEST_PORT})")


def hosts(value: Any) -> None:
    """Names only: they are compared with a Host header and written into the content policy."""
    if not isinstance(value, list):
        raise ValueError('needs a list of host names, such as ["www.example.org"]')
    for host in value:
        if not isinstance(host, str) or not _HOST.fullmatch(host):
            raise ValueError(f"{host!r} is not a host name: no https://, port or path belongs to it")


def address(value: Any) -> None:
    text(value)
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise ValueError(f"{value!r} is not an address: {error}") from error
    is_bare = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_bare:
        raise ValueError(f"{value!r} is not the address of a site, such as https://www.example.org")


def networks(value: Any) -> None:
    """Machines by address, or many at once by network."""
    if not isinstance(value, list):
        raise ValueError('needs a list of addresses or networks, such as ["127.0.0.1", "10.0.0.0/8"]')
    for written in value:
        try:
            ip_network(written if isinstance(written, str) else "", strict=False)
        except ValueError as error:
            raise ValueError(
                f"{written!r} is not an address such as 127.0.0.1, or a network such as 10.0.0.0/8"
            ) from error


def amount(least: int, most: int) -> Check:
    def check(value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"{value!r} is not a whole number from {least} to {most}")

    return check


def heights(value: Any) -> None:
    """Short sides of films in pixels: those that the ladder knows a rate for."""
    known = FILM_SIDES
    if not isinstance(value, list) or not value or any(type(side) is not int or side not in known for side in value):
        raise ValueError(f"needs a list of one or more of {', '.join(map(str, known))}")


def roles(value: Any) -> None:
    """Roles of the newsroom; a wrong name would leave the door open that it was to lock."""
    if not isinstance(value, list):
        raise ValueError('needs a list of roles, such as ["operator", "editor-in-chief"]')
    for role in value:
        if role not in ROLES and not (isinstance(role, str) and role.startswith("group:") and role[6:].strip()):
            near = _instead(role, ROLES) if isinstance(role, str) else ""
            raise ValueError(f"{role!r} is not a role ({', '.join(ROLES)}, or group:NAME){near}")


def sender(value: Any) -> None:
    text(value)
    if "@" not in value or "\n" in value:
        raise ValueError(f"{value!r} is not an e-mail address")


def time_zone(value: Any) -> None:
    text(value)
    if value not in available_timezones():
        near = _instead(value, available_timezones())
        raise ValueError(f"{value!r} is not a time zone, such as Asia/Beirut{near}")


def region(value: Any) -> None:
    from babel import Locale, UnknownLocaleError

    text(value)
    try:
        Locale.parse(value.replace("-", "_"))
    except (ValueError, UnknownLocaleError) as error:
        raise ValueError(f"{value!r} is not a region, such as ar_LB") from error


def language(value: Any) -> None:
    """The code of an edition is both the language of its pages and the first word of their addresses."""
    from django.conf.locale import LANG_INFO

    from warraq.stories.words import FIRST_WORDS

    text(value)
    if value in FIRST_WORDS:
        raise ValueError(f"{value!r} is reserved: the address /{value}/ belongs to the site itself")
    if not _LANGUAGE.fullmatch(value) or value not in LANG_INFO and value.partition("-")[0] not in LANG_INFO:
        raise ValueError(f"{value!r} is not the code of a language, in small letters, such as ar, en or fa")


def identifier(value: Any) -> None:
    text(value)
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(f"{value!r} is not a number or name that a CDN gives: letters, digits, - and _ only")


def one_of(*choices: str) -> Check:
    def check(value: Any) -> None:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(choices)}")

    return check


DAYS = amount(30, 36_500)
TABLES: dict[str, dict[str, Check]] = {
    "site": {
        "name": name,
        "base_url": address,
        "time_zone": time_zone,
        "port": port,
        "allowed_hosts": hosts,
        "security_contact": text,
    },
    "database": {"url": text},
    "storage": {"data": text, "media": text, "changes_kept_days": amount(2, 3_650), "trail_kept_days": DAYS},
    "email": {"url": text, "from": sender},
    "server": {
        "trusted_proxies": networks,
        "metrics_from": networks,
        "memory_mb": amount(16, 1_000_000),
        "upload_mb": amount(1, 100_000),
    },
    "search": {
        "half_life_days": amount(1, 36_500),
        "searches_a_minute": amount(0, 100_000),
        "suggestions_a_minute": amount(0, 100_000),
    },
    "reads": {
        "honours_do_not_track": yes_or_no,
        "cap": amount(1, 1_000),
        "floor": amount(1, 1_000_000),
        "hours_kept_days": amount(8, 400),
        "days_kept": amount(31, 36_500),
    },
    "comments": {
        "email": one_of("optional", "required", "none"),
        "email_kept_days": amount(1, 3_650),
        "address_kept_days": amount(1, 365),
        "refused_kept_days": amount(1, 3_650),
    },
    "films": {
        "keep_original": yes_or_no,
        "at_once": amount(0, 16),
        "heights": heights,
        "largest_mb": amount(1, 1_000_000),
    },
    "newsroom": {
        "second_factor": roles,
        "workflow": one_of(*WORKFLOWS),
        "dossier_review_days": amount(1, 3_650),
    },
    "feeds": {"full_text": yes_or_no},
    "embeds": {"hosts": hosts},
    "cdn": {
        "backend": one_of("http", "fastly", "cloudflare"),
        "address": address,
        "zone": identifier,
        "keys": one_of("Surrogate-Key", "Cache-Tag", "xkey"),
    },
}
EDITION: dict[str, Check] = {
    "code": language,
    "name": name,
    "tagline": text,
    "region": region,
    "months": one_of("common", "regional", "double"),
    "digits": one_of("latn", "arab", "arabext"),
    "hijri": yes_or_no,
    "jalali": yes_or_no,
    "time_zone": time_zone,
}


def check_file(tables: dict[str, Any]) -> None:
    """Raise SiteFileError for the first word that is unknown, missing or cannot be used."""
    for word, table in tables.items():
        if word == "editions":
            continue
        _require_known(word, TABLES, "a table" if isinstance(table, dict) else "known outside a table")
        if not isinstance(table, dict):
            raise SiteFileError(f"{word}: is a table; write [{word}] on a line of its own")
        _check_table(f"[{word}]", table, TABLES[word])
    _check_cdn(tables.get("cdn"))
    _check_editions(tables.get("editions"))


def _check_cdn(table: dict[str, Any] | None) -> None:
    if table is None:
        return
    needed = {"http": ["address"], "fastly": ["zone"], "cloudflare": ["zone"]}.get(table.get("backend"), ["backend"])
    if missing := [word for word in needed if not table.get(word)]:
        raise SiteFileError(f"[cdn]: {missing[0]} is needed")


def _check_editions(editions: Any) -> None:
    if not isinstance(editions, list) or not all(isinstance(table, dict) for table in editions or [0]):
        raise SiteFileError("at least one [[editions]] table is needed")
    for table in editions:
        missing = [word for word in ("code", "name") if word not in table]
        if missing:
            raise SiteFileError(f"[[editions]]: every edition needs {' and '.join(missing)}")
        _check_table("[[editions]]", table, EDITION)
    codes = [table["code"] for table in editions]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise SiteFileError(f"[[editions]]: the code {min(twice)!r} stands there twice")


def _check_table(title: str, table: dict[str, Any], known: dict[str, Check]) -> None:
    for word, value in table.items():
        _require_known(word, known, f"a word of {title}")
        check_word(f"{title} {word}", known[word], value)


def check_word(title: str, check: Check, value: Any) -> None:
    """Raise SiteFileError, with `title` in front, where `check` refuses the value."""
    try:
        check(value)
    except ValueError as error:
        raise SiteFileError(f"{title}: {error}") from error


def _require_known(word: str, known: Iterable[str], what: str) -> None:
    if word not in known:
        raise SiteFileError(f"{word!r} is not {what}{_instead(word, known)}")


def _instead(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), 1)
    return f"; is {near[0]!r} meant?" if near else ""
