"""Picture one page of every type, in both editions, on a phone and a desktop, light and dark.

Starts a demo site of its own under build/ (kept for the next time), or looks at the one given with --url.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DEMO_SITE = ROOT / "build" / "screenshots-site"
FIRST_START_SECONDS = 600  # a busy machine draws the pictures of the demo slowly
PAGES_TO_LOOK_AT = 60
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
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


def load_lazy_pictures(page: Page) -> None:
    page.evaluate(
        """async () => {
            for (const image of document.images) image.loading = 'eager';
            await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
        }"""
    )


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ready(site: str) -> bool:
    try:
        with urllib.request.urlopen(f"{site}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until_ready(server: subprocess.Popen[bytes], site: str) -> None:
    deadline = time.monotonic() + FIRST_START_SECONDS
    while not is_ready(site):
        if server.poll() is not None:
            sys.exit(f"the site stopped with exit code {server.returncode}")
        if time.monotonic() > deadline:
            sys.exit(f"the site was not ready after {FIRST_START_SECONDS} seconds")
        time.sleep(0.5)


@contextmanager
def demo_site() -> Iterator[str]:
    site = f"http://127.0.0.1:{(port := free_port())}"
    environment = {**os.environ, "PORT": str(port), "WARRAQ_DATA": str(DEMO_SITE)}
    environment.pop("DATABASE_URL", None)
    DEMO_SITE.mkdir(parents=True, exist_ok=True)
    server = subprocess.Popen([Path(sys.executable).parent / "warraq", "serve"], env=environment)
    try:
        wait_until_ready(server, site)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        sys.exit("screenshots need Chromium: install it, or name it in CHROMIUM")
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


def picture_site(site: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for edition in EDITIONS:
            picture_edition(browser, site.rstrip("/"), edition, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a running site, such as http://127.0.0.1:8000")
    parser.add_argument("--into", type=Path, default=ROOT / "screenshots")
    arguments = parser.parse_args()
    if arguments.url:
        picture_site(arguments.url, arguments.into.resolve())
        return
    with demo_site() as site:
        picture_site(site, arguments.into.resolve())


if __name__ == "__main__":
    main()
