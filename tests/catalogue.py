"""The public pages of a site by their types, found as a machine finds them: from its sitemaps and its links."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup

from .demo_site import DemoSite

EDITIONS = {"ar": "", "en": "/en"}
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# The first pattern that fits an address, without its edition, says which type of page it is.
TYPES = {
    "home": r"/",
    "dossiers": r"/dossiers/",
    "dossier": r"/dossiers/\d+/[^/]+/",
    "albums": r"/albums/",
    "album": r"/albums/\d+/[^/]+/",
    "videos": r"/videos/",
    "video": r"/videos/\d+/[^/]+/",
    "maps": r"/maps/",
    "map": r"/maps/\d+/[^/]+/",
    "author": r"/authors/[^/]+/",
    "keyword": r"/keywords/\d+/[^/]+/",
    "standard": r"/pages/[^/]+/",
    "archive": r"/[^/]+/archive/\d{4}/\d{1,2}/",
    "corrections": r"/corrections/(?:\d{4}/)?",
    "most-read": r"/most-read/(?:week/|month/)?(?:sections/[^/]+/)?",
    "story": r"/[^/]+/\d+/[^/]+/",
    "section": r"/[^/]+/",
}
NOT_FOR_READERS = re.compile(r"(?:/en)?/(newsroom|static|media|documents|feeds|sitemaps|charts|s|_|_pages|search)/")


@dataclass(frozen=True)
class PublicPage:
    """A page readers can open, as it was sent."""

    path: str
    edition: str
    kind: str
    text: str

    @cached_property
    def tree(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")

    @cached_property
    def links(self) -> list[str]:
        """Addresses within the site that the page links to, without fragments."""
        found = [urlsplit(link["href"]) for link in self.tree.select("a[href]")]
        inside = [parts for parts in found if not parts.scheme and not parts.netloc and parts.path]
        return [parts.path + (f"?{parts.query}" if parts.query else "") for parts in inside]

    @cached_property
    def features(self) -> frozenset[str]:
        """What makes this page look unlike another of its type."""
        names = {f"type {kind}" for kind in re.findall(r'"@type": ?"(\w+Article)"', self.text)}
        for part in self.tree.select(".body > *, .story__text > *, main section, main aside, main .box"):
            names.add(" ".join([part.name, *part.get("class", [])]))
        for part in (".story__lead", ".dossier__summary", ".corrections", ".timeline", ".who", ".start", ".transcript"):
            names.add(f"{part} {bool(self.tree.select(part))}")
        return frozenset(names)


def kind_of(path: str) -> str:
    """The type of page at an address of one edition, without the edition's prefix."""
    return next((name for name, pattern in TYPES.items() if re.fullmatch(pattern, path)), "other")


class Catalogue:
    """Every page in the sitemaps and every page of ours that those link to, each fetched once."""

    def __init__(self, site: DemoSite) -> None:
        self.site = site

    @cached_property
    def pages(self) -> dict[str, PublicPage]:
        """By address, as written in an HTTP request."""
        waiting = [*self._listed(), "/", "/en/"]
        found: dict[str, PublicPage] = {}
        while waiting:
            path = waiting.pop()
            if path in found or NOT_FOR_READERS.match(path):
                continue
            answer = self.site.get(path)
            assert answer.status == 200, (answer.status, path)
            found[path] = self._page(path, answer.text)
            waiting += [link for link in map(encoded, found[path].links) if link not in found]
        return found

    def _listed(self) -> list[str]:
        """What the sitemap index leads to."""
        shards = [urlsplit(address).path for address in self._locations("/sitemap.xml")]
        return [encoded(urlsplit(address).path) for shard in shards for address in self._locations(shard)]

    def _locations(self, path: str) -> list[str]:
        tree = ElementTree.fromstring(self.site.get(path).body)
        return [element.text or "" for element in tree.iter(LOCATION)]

    def _page(self, path: str, text: str) -> PublicPage:
        edition = "en" if path.startswith("/en/") else "ar"
        return PublicPage(path, edition, kind_of(unquote(path.removeprefix(EDITIONS[edition]))), text)

    def of(self, kind: str, edition: str = "ar") -> list[PublicPage]:
        """All pages of a type in an edition."""
        return [page for page in self.pages.values() if (page.kind, page.edition) == (kind, edition)]

    @cached_property
    def chosen(self) -> list[PublicPage]:
        """As few pages as show every type, and every feature of each type, in both editions."""
        pages = []
        for edition in EDITIONS:
            for kind in TYPES:
                pages += covering(self.of(kind, edition))
        return pages

    def first(self, kind: str, edition: str = "ar", selector: str = "main") -> PublicPage:
        """A page of a type that holds what the selector names."""
        return next(page for page in self.of(kind, edition) if page.tree.select(selector))


def covering(pages: list[PublicPage]) -> list[PublicPage]:
    """Greedily, the pages that together have every feature of all."""
    missing = frozenset().union(*(page.features for page in pages)) if pages else frozenset()
    chosen: list[PublicPage] = []
    while missing or (pages and not chosen):
        best = max(pages, key=lambda page: (len(page.features & missing), page.path))
        chosen.append(best)
        missing -= best.features
    return chosen


def encoded(path: str) -> str:
    return quote(unquote(path), safe="/?=&%:,;@!$'()*+~-._")
