"""Picture one page of every type in both editions, or every screen of the newsroom in Arabic and English.

On a phone and a desktop, light and dark. Starts a demo site of its own under build/ (kept for the next time), or
looks at the one given with --url; to its newsroom the password of `editor` opens, from WARRAQ_ADMIN_PASSWORD.
"""

import argparse
import re
from collections import deque
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page

from newsroom_screens import picture_newsroom, something_on_every_desk
from studio import ROOT, SCHEMES, SCREENS, chromium, demo_site, load_lazy_pictures

PAGES_TO_LOOK_AT = 60
EDITIONS = {"ar": "", "en": "/en"}
SEARCHES = {"": "/search/?q=النهر", "/en": "/search/?q=river"}
NOT_FOR_READERS = "newsroom|static|media|feeds|sitemaps|search|s|_|lite|embed|review|api|healthz|metrics"
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
    "page": r"/pages/[^/]+/",
    "archive": r"/[^/]+/archive/\d{4}/\d{2}/",
    "most-read": r"/most-read/(?:week/|month/)?(?:sections/[^/]+/)?",
    "story": rf"/(?!(?:{NOT_FOR_READERS}|authors|maps)/)[^/]+/\d+/[^/]+/",
    "section": rf"/(?!(?:{NOT_FOR_READERS}|authors|keywords|pages|maps|most-read|en)/)[^/]+/",
}


def type_of(path: str) -> str | None:
    return next((name for name, pattern in TYPES.items() if re.fullmatch(pattern, path)), None)


def links_on(page: Page, site: str, prefix: str) -> list[str]:
    """The addresses a page links to inside one edition, without its prefix."""
    found = page.evaluate("[...document.links].map(link => link.href)")
    paths = [unquote(urlsplit(link).path) for link in found if link.startswith(f"{site}/")]
    return [path.removeprefix(prefix) for path in paths if path.startswith(f"{prefix}/")]


def one_of_each(page: Page, site: str, prefix: str) -> dict[str, str]:
    """Walk from the home page until every type has been met, or enough pages have been looked at."""
    chosen = {"home": "/"}
    waiting, seen = deque(["/"]), {"/"}
    for _ in range(PAGES_TO_LOOK_AT):
        if not waiting or len(chosen) == len(TYPES):
            break
        page.goto(f"{site}{prefix}{waiting.popleft()}", wait_until="domcontentloaded")
        for path in links_on(page, site, prefix):
            name = type_of(path)
            if name is None or path in seen:
                continue
            seen.add(path)
            if chosen.setdefault(name, path) == path:
                waiting.appendleft(path)  # a type not met before leads to further ones soonest
            else:
                waiting.append(path)
    searches = {"search": SEARCHES[prefix], "search-nothing": "/search/?q=qxzvk&when=x", "search-empty": "/search/"}
    return chosen | {"missing": "/no-such-section/"} | searches


def picture(browser: Browser, address: str, target: Path, screen: str, scheme: str) -> None:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    # Fonts that came too late for the first visit are there on the second, as for a reader who stays.
    page.reload(wait_until="load")
    load_lazy_pictures(page)
    page.screenshot(path=target, full_page=True)
    context.close()


def picture_edition(browser: Browser, site: str, edition: str, folder: Path) -> None:
    prefix = EDITIONS[edition]
    page = browser.new_page()
    chosen = one_of_each(page, site, prefix)
    page.close()
    for (name, path), screen, scheme in product(chosen.items(), SCREENS, SCHEMES):
        target = folder / f"{edition}-{name}-{screen}-{scheme}.png"
        picture(browser, f"{site}{prefix}{path}", target, screen, scheme)
        print(target.relative_to(folder.parent), flush=True)
    absent = ", ".join(sorted(TYPES.keys() - chosen.keys()))
    if absent:
        print(f"no page of these types was met in {edition}: {absent}")


def picture_readers_pages(browser: Browser, site: str, folder: Path) -> None:
    for edition in EDITIONS:
        picture_edition(browser, site, edition, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsroom", action="store_true", help="the editors' screens instead of the readers' pages")
    parser.add_argument("--url", help="a running site, such as http://127.0.0.1:8000; nothing is added to it")
    parser.add_argument("--into", type=Path, default=ROOT / "screenshots")
    arguments = parser.parse_args()
    folder = arguments.into.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with nullcontext(arguments.url) if arguments.url else demo_site() as address:
        named = {} if arguments.url or not arguments.newsroom else something_on_every_desk()
        site = address.rstrip("/")
        with chromium() as browser:
            if arguments.newsroom:
                picture_newsroom(browser, site, folder, named)
            else:
                picture_readers_pages(browser, site, folder)


if __name__ == "__main__":
    main()
