"""From addresses to files of the mirror, and from one file to another. Knows no framework.

`/news/42/slug/` is `news/42/slug/index.html`, as every file server understands it. A page whose address does not end
with a slash, such as `/s/42`, gets a directory too: servers choose the type of a file by its ending.
"""

import re
from urllib.parse import quote, unquote

INDEX_FILE = "index.html"
_NAMED_PAGE = re.compile(r"\.html?$")
_FOR_MACHINES = re.compile(r"\.(?:atom|json|rss|txt|xml)$")
ORIGIN = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*|[a-zA-Z][a-zA-Z0-9+.-]*:")


def file_of(path: str, is_page: bool) -> str:
    """The name, below the mirror's directory, of the file for a (decoded) address."""
    name = path[1:]
    if path.endswith("/"):
        return name + INDEX_FILE
    return f"{name}/{INDEX_FILE}" if is_page and not _NAMED_PAGE.search(name) else name


def moved_file_of(path: str) -> str | None:
    """The file of a page that only leads on; none for a feed, whose readers would not understand a page."""
    return None if _FOR_MACHINES.search(path) else file_of(path, is_page=True)


def address_of(file: str) -> str:
    """The (decoded) address at which a file server answers with this file."""
    return "/" + file.removesuffix(INDEX_FILE) if file == INDEX_FILE or file.endswith(f"/{INDEX_FILE}") else f"/{file}"


def relative(source: str, target: str, written: str = "", names_index: bool = False) -> str:
    """The link from one file to another; letters stay as `written`, the target's path on the page, writes them."""
    here = source.split("/")[:-1]
    there = address_of(target)[1:].split("/")
    spelled = written[1:].split("/") if written else []
    if [unquote(part) for part in spelled] != there:
        spelled = [quote(part) for part in there]
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(spelled[shared:])
    if names_index and there[-1] == "":
        return link + INDEX_FILE
    # A first part with a colon would be taken for a scheme.
    return f"./{link}" if not link or ":" in link.split("/")[0] else link


def split(address: str) -> tuple[str, str]:
    """(path, the rest from `?` or `#`)"""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return path, address[len(path) :]
