"""Pictures of the newsroom: every kind of screen to which a link leads, in each language an editor may choose."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from tests.walking import HOME, kind_of, walk

from studio import DEMO_SITE, PASSWORD, ROOT, SCHEMES, SCREENS, environment, load_lazy_pictures

LANGUAGES = ("ar", "en")
# Where no link leads.
ALSO = [f"{HOME}{path}/" for path in ("images/add", "second-factor/totp/activate", "second-factor/webauthn/add")]
# Seen by whoever is not signed in.
OUTSIDE = {"login": f"{HOME}login/", "password-reset": f"{HOME}password_reset/"}
WHO = {"first_name": "سلمى", "last_name": "النجّار", "email": "salma@example.org"}
TALLEST = 4000  # a list of everything tells no more than its beginning


def something_on_every_desk() -> dict[str, str]:
    """Fills the desks of our own demo site once; the addresses of screens to which no list leads."""
    kept = DEMO_SITE / "newsroom-day.json"
    if not kept.exists():
        command = [sys.executable, ROOT / "tools" / "newsroom_day.py"]
        kept.write_bytes(subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE).stdout)
    return json.loads(kept.read_text("utf-8"))


def sign_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(OUTSIDE["login"])
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill(os.environ.get("WARRAQ_ADMIN_PASSWORD", PASSWORD))
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(re.compile(f"{HOME}$"))
    return page


def choose_language(page: Page, language: str) -> None:
    page.goto(f"{HOME}account/")
    for name, words in WHO.items():  # without them nothing is saved
        if not (field := page.locator(f"[name=name_email-{name}]")).input_value():
            field.fill(words)
    page.locator("[name=locale-preferred_language]").select_option(language)
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    assert page.locator("html").get_attribute("lang") == language


def screens_of(page: Page, named: dict[str, str]) -> dict[str, str]:
    """Names of pictures and addresses: the walk's, and these."""
    found = {kind_of(screen.path).replace("/", "-") or "home": screen.path for screen in walk(page, ALSO)}
    return found | named


def picture(page: Page, path: str, name: str, folder: Path) -> None:
    """In every size and scheme: a screen is loaded once a size."""
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        load_lazy_pictures(page)
        tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        # The newsroom's frame is as tall as the window: what is below would not be in the picture.
        page.set_viewport_size({"width": width, "height": max(height, tall)})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            # Without waiting, colours would be caught on their way from one scheme to the other.
            page.screenshot(path=folder / f"{name}-{screen}-{scheme}.png", animations="disabled")
        page.emulate_media(color_scheme=SCHEMES[0])


def picture_newsroom(browser: Browser, site: str, folder: Path, named: dict[str, str]) -> None:
    desk = sign_in(browser.new_context(base_url=site, locale="ar"))
    screens = screens_of(desk, named)
    for language in LANGUAGES:
        choose_language(desk, language)
        stranger = browser.new_context(base_url=site, locale=language).new_page()
        for page, paths in ((desk, screens), (stranger, OUTSIDE)):
            for name, path in paths.items():
                picture(page, path, f"newsroom-{language}-{name}", folder)
                print(f"{language} {name}", flush=True)
        stranger.context.close()
    choose_language(desk, LANGUAGES[0])
    desk.context.close()
