"""A real Chromium, and a witness of everything a page does that a reader cannot see."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PATIENCE = 120  # seconds: a busy machine renders hundreds of pages before the one that is waited for
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
# Run before the page's own scripts; not subject to its policy.
WITNESS = """
window.witness = {violations: [], shift: 0};
document.addEventListener('securitypolicyviolation', event => {
    if (event.disposition === 'enforce')
        window.witness.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.witness.shift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""


def program() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """A browser window on the site, with what it asked for and what it complained about."""

    def __init__(self, browser: Browser, site_url: str, scripts: bool = True, **options: Any) -> None:
        self.url = site_url
        self.host = urlsplit(site_url).netloc
        self.has_scripts = scripts
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        options = {"locale": "ar"} | options
        self.context: BrowserContext = browser.new_context(base_url=site_url, java_script_enabled=scripts, **options)
        self.context.set_default_timeout(20_000)
        self.context.set_default_navigation_timeout(60_000)
        self.context.add_init_script(WITNESS)
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_response)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        self.page: Page = self.context.new_page()

    def open(self, path: str) -> Page:
        self.page.goto(path, wait_until="load")
        if self.has_scripts:
            self.wait_until(lambda: self.page.evaluate("document.fonts.status") == "loaded", "the fonts of the page")
        return self.page

    def wait_until(self, comes_about: Callable[[], Any], what: str) -> None:
        """For what the browser itself sets no limit to."""
        until = time.monotonic() + PATIENCE
        while not comes_about():
            assert time.monotonic() < until, f"{what} never came about"
            self.page.wait_for_timeout(20)

    def violations(self) -> list[str]:
        return self.page.evaluate("window.witness.violations") if self.has_scripts else []

    def shift(self) -> float:
        """Cumulative layout shift of the page now open."""
        return self.page.evaluate("window.witness.shift")

    def assert_nothing_amiss(self) -> None:
        """No request left the host, no file was missing, nothing was refused by the policy, no error was logged."""
        assert self.strangers == []
        assert self.violations() == []
        assert self.complaints == []

    def close(self) -> None:
        self.context.close()

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.host:
            self.strangers.append(request.url)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status} {response.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # That a page or a file answered 404 is told by the tests that ask for it, or by `_note_response`.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")
