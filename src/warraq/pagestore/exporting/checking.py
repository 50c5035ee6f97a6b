"""Looks at a mirror as it lies there: are its files what the manifest says, and do its links lead somewhere?"""

import multiprocessing
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urljoin

from .mirror import OWN, checksum, entries_of, read_manifest
from .places import INDEX_FILE, ORIGIN, split
from .rewriting import addresses_in, rewrite_sheet

CHUNK = 32
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
Told = Callable[[str, int, int], None]


@dataclass
class Differences:
    """What differs between a mirror and its manifest; `unknown` files are somebody else's and harm nothing."""

    files: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def check(root: Path, told: Told = lambda what, done, total: None) -> Differences:
    """Compare every file with its checksum; Refused where there is no manifest."""
    entries = entries_of(read_manifest(root))
    found = Differences(files=len(entries))
    for number, (name, entry) in enumerate(sorted(entries.items()), start=1):
        file = root / name
        if not file.is_file():
            found.missing.append(name)
        elif file.stat().st_size != entry.bytes or checksum(file) != entry.sha256:
            found.changed.append(name)
        told("files compared", number, len(entries))
    known = set(entries) | OWN
    present = (
        (Path(place) / name).relative_to(root).as_posix() for place, _dirs, names in os.walk(root) for name in names
    )
    found.unknown = sorted(name for name in present if name not in known)
    return found


def broken_links(root: Path, names: list[str], prefix: str, jobs: int, told: Told) -> list[str]:
    """`page → link` for every link between files of the mirror that leads to none."""
    broken: list[str] = []
    for number, found in enumerate(_each(partial(_broken, root, prefix), names, jobs), start=1):
        broken += found
        told("links followed", number, len(names))
    return sorted(broken)


def _each(check_file: Callable[[str], list[str]], names: list[str], jobs: int) -> Iterator[list[str]]:
    if jobs < 2 or len(names) < 2 * CHUNK:
        yield from map(check_file, names)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap_unordered(check_file, names, chunksize=CHUNK)


def _broken(root: Path, prefix: str, name: str) -> list[str]:
    text = (root / name).read_text("utf-8", errors="replace")
    links = {link for link in _links(name, text) if not ORIGIN.match(link)}
    return [f"{name} → {link}" for link in sorted(links) if not _leads_to_file(root, prefix, name, link)]


def _links(name: str, text: str) -> list[str]:
    if name.endswith(".html"):
        return list(addresses_in(text))
    if name.endswith(".js"):
        return _IMPORT.findall(text)
    found: list[str] = []
    rewrite_sheet(text, lambda address, use: found.append(address) or address)
    return found


def _leads_to_file(root: Path, prefix: str, name: str, link: str) -> bool:
    path, _rest = split(link.strip())
    if not path:
        return True  # a place on the page itself
    if path.startswith("/"):
        if not path.startswith(f"{prefix}/"):
            return False
        path = path[len(prefix) :]
    target = unquote(urljoin(f"/{name}", path))[1:]
    file = root / target
    return (file / INDEX_FILE).is_file() if target.endswith("/") or not target else file.is_file()
