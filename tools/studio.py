"""What pictures are taken with: a demo site that is kept for the next time, and the sizes and schemes of screens."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.chromium import launched, program

ROOT = Path(__file__).resolve().parent.parent
DEMO_SITE = ROOT / "build" / "screenshots-site"
PASSWORD = "reeds-and-ink-861"  # of its editor; a site of somebody else's names its own in WARRAQ_ADMIN_PASSWORD
FIRST_START_SECONDS = 600  # a busy machine draws the pictures of the demo slowly
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")


def load_lazy_pictures(page: Page) -> None:
    page.evaluate(
        """async () => {
            for (const image of document.images) image.loading = 'eager';
            await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
        }"""
    )


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


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"WARRAQ_DATA": str(DEMO_SITE), "WARRAQ_ADMIN_PASSWORD": PASSWORD}


@contextmanager
def demo_site() -> Iterator[str]:
    site = f"http://127.0.0.1:{(port := free_port())}"
    DEMO_SITE.mkdir(parents=True, exist_ok=True)
    command = [Path(sys.executable).parent / "warraq", "serve"]
    server = subprocess.Popen(command, env=environment() | {"PORT": str(port)})
    try:
        wait_until_ready(server, site)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = program()
    if not path:
        sys.exit("screenshots need Chromium: install it, or name it in CHROMIUM")
    with launched(path) as browser:
        yield browser
