"""Where a stored page lies: from an address to the files that hold it. Knows no framework.

<root>/current -> <root>/run-<name>/       one symbolic link, swapped when everything is thrown away
<root>/generation                          eight bytes, changed after every change of a file below
run-…/index.sqlite3                        what is known of every page, its keys and the place in the change log
run-…/pages/news/42/slug/index.html.gz     what readers get, precompressed (`.br` beside it)
run-…/gone/news/7/slug/index.html.gz    what is said of a removed page, with 410: no server may send it as a page
run-…/old/news/42/slug/index.html.gz       a copy known to be old, kept for when no newer one can be made
"""

import re
import unicodedata
from pathlib import Path

INDEX_FILE = "index.html"
LONGEST_PATH = 1_000  # bytes
LONGEST_NAME = 240  # bytes; file systems allow 255, and endings are added
ENDINGS = {"gzip": ".gz", "br": ".br"}
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]|//|/\.|\.(?:gz|br|tmp)$|\.(?:gz|br|tmp)/")


def is_storable(path: str) -> bool:
    """May a page of this (decoded) address be stored? Never for one that could name another file, or the same twice."""
    if not path.startswith("/") or _FORBIDDEN.search(path):
        return False
    try:
        written = path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    if len(written) > LONGEST_PATH or any(len(name) > LONGEST_NAME for name in written.split(b"/")):
        return False
    if path.endswith("/" + INDEX_FILE):
        return False  # the same file as the address without it
    return unicodedata.is_normalized("NFC", path)


def file_of(tree: Path, path: str, encoding: str = "gzip") -> Path:
    """The file of a storable address in a tree (`pages` or `old`); `/a/` and `/a/index.html` would share one."""
    name = path + INDEX_FILE if path.endswith("/") else path
    return tree / (name[1:] + ENDINGS[encoding])
