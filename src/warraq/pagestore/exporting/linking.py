"""Where the addresses on the site's pages lead in its mirror: to a file, or back to the site itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from ..index import GONE, MOVED, OK
from ..keeping import keep
from ..layout import is_storable
from ..store import Store
from ..views import NotStored
from .places import ORIGIN, file_of, moved_file_of, relative, split
from .redirects import Moved
from .rewriting import Use

LIST = ".m3u8"
_NAMED = re.compile(r'URI="([^"]+)"')
_BESIDE = re.compile(r"[\w-][\w.-]*", re.ASCII)


@dataclass
class Contents:
    """What the mirror is made of: pages with the files they go to and their languages, redirects, what is gone."""

    pages: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    moved: dict[str, Moved] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


@dataclass
class Found:
    """What came to light while the links of a page were followed."""

    paths: set[str] = field(default_factory=set)  # pages and redirects that nobody had named
    files: set[str] = field(default_factory=set)  # static files and uploads, by their names in the mirror
    dead: set[str] = field(default_factory=set)  # addresses that the site itself does not answer


@dataclass
class Linker:
    """Turns addresses of the site into those of the mirror. `base` is the site's, `new_base` the mirror's."""

    store: Store
    contents: Contents
    new_base: str
    names_index: bool = False
    base: str = ""
    found: Found = field(default_factory=Found)
    _others: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base = settings.WARRAQ_BASE_URL
        self._host = urlsplit(self.base).netloc
        self._base = re.compile(re.escape(self.base) + r"(?![\w.:@-])")
        trees = {settings.STATIC_URL: settings.STATIC_ROOT, settings.MEDIA_URL: settings.MEDIA_ROOT}
        self._trees = {url: Path(root) for url, root in trees.items() if url.startswith("/")}
        urls = "|".join(re.escape(url) for url in self._trees)
        self._uploads = re.compile(re.escape(self.base) + rf"((?:{urls})[^\s\"'<>\\&,)]+)")

    # --- for rewriting -----------------------------------------------------------------------------------------

    def changer(self, path: str, file: str) -> Callable[[str, Use], str]:
        """For the page of an address that is written to a file: what each of its addresses becomes."""

        def change(address: str, use: Use) -> str:
            if use is Use.NAMED or (use is Use.KEPT and self._base.match(address)):
                return self.rename(address)
            if use is Use.KEPT and not address.startswith("/"):
                return address
            local = self.local(address, path)
            return address if local is None else self._followed(local, file, address, use)

        return change

    def rename(self, text: str) -> str:
        """Text for machines with the mirror's base address; the files it names are noted."""
        for found in self._uploads.finditer(text):
            self.find(unquote(found[1]))
        return self._base.sub(self.new_base, text)

    def rooted(self, address: str, use: Use) -> str:
        """For a page that is sent at any address: from the root of the server."""
        if use is not Use.FOLLOWED:
            return self.rename(address)
        local = self.local(address, "/")
        if local is None:
            return address
        path, rest = split(local)
        file = self.find(unquote(path))
        return self.base + local if file is None else urlsplit(self.new_base).path.rstrip("/") + path + rest

    def _followed(self, local: str, file: str, address: str, use: Use) -> str:
        path, rest = split(local)
        target = self.find(unquote(path))
        if target is not None:
            return relative(file, target, path, self.names_index) + rest
        return self.base + local if use is Use.FOLLOWED else address

    def local(self, address: str, page: str) -> str | None:
        """The address within the site, from its root; None for one that leads elsewhere or nowhere."""
        address = address.strip()
        if not address or address.startswith("#"):
            return None
        if self._base.match(address):
            rest = address[len(self.base) :]
            return rest if rest.startswith("/") else f"/{rest}"
        origin = ORIGIN.match(address)
        if origin:
            is_ours = origin[0] == f"//{self._host}"
            return (address[origin.end() :] or "/") if is_ours else None
        if address.startswith("/") and "/." not in address:
            return address
        return urljoin(quote(page), address)

    # --- finding -----------------------------------------------------------------------------------------------

    def find(self, path: str) -> str | None:
        """The mirror's file for a (decoded) path; None where there is none."""
        contents = self.contents
        if path in contents.pages:
            return contents.pages[path]
        if path in contents.moved:
            return moved_file_of(path)
        for url, root in self._trees.items():
            if path.startswith(url):
                return self._file(path, root, path.removeprefix(url))
        if path not in self._others:
            self._others[path] = self._ask(path)
        return self._others[path]

    def _file(self, path: str, root: Path, name: str) -> str | None:
        source = source_of(root, name)
        if source is None:
            self.found.dead.add(path)
            return None
        if path[1:] not in self.found.files:
            self.found.files.add(path[1:])
            if source.suffix == LIST:
                for beside in named_in(source.read_text("utf-8", "replace")):
                    self._file(urljoin(path, beside), root, urljoin(name, beside))
        return path[1:]

    def source(self, file: str) -> Path | None:
        """Where a static file or an upload of the mirror comes from."""
        for url, root in self._trees.items():
            if f"/{file}".startswith(url):
                return source_of(root, f"/{file}".removeprefix(url))
        return None

    def _ask(self, path: str) -> str | None:
        """An address that nobody has named: rendered now, if it is one of a page for everybody."""
        try:
            view = resolve(path).func
        except Resolver404:
            self.found.dead.add(path)
            return None
        if not hasattr(view, "stored"):
            return None  # what needs the site's program stays there
        try:
            page = keep(self.store, path).page if is_storable(path) else None
        except NotStored:
            page = None
        if page is None or page.status == GONE:
            self.found.dead.add(path)
            return None
        add(self.contents, path, page.status, dict(page.headers))
        self.found.paths.add(path)
        return self.find(path)


def add(contents: Contents, path: str, status: int, headers: dict[str, str]) -> None:
    """Take a stored answer into the mirror."""
    if status == OK:
        is_page = headers.get("Content-Type", "").startswith("text/html")
        contents.pages[path] = file_of(path, is_page)
    elif status == MOVED:
        contents.moved[path] = Moved(path, headers["Location"])
    else:
        contents.gone.add(path)
    contents.languages[path] = headers.get("Content-Language", settings.LANGUAGE_CODE)


def named_in(playlist: str) -> set[str]:
    """The files that the list of a film's sizes, or of the pieces of one, names beside it."""
    lines = {line.strip() for line in playlist.splitlines() if not line.startswith("#")}
    return {name for name in lines | set(_NAMED.findall(playlist)) if _BESIDE.fullmatch(name)}


def source_of(root: Path, name: str) -> Path | None:
    """A file below a directory; None where there is none, or where a link leads out of the directory."""
    if "\0" in name or any(part.startswith(".") for part in name.split("/")):
        return None
    try:
        place, file = root.resolve(), (root / name).resolve()
    except OSError:
        return None
    return file if file.is_relative_to(place) and file.is_file() else None
