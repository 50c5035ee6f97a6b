"""A walk through the newsroom by its own links: every kind of screen once, wherever menus, lists and buttons lead."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Response

HOME = "/newsroom/"
# Signing out would end the walk; files and pieces of pages are no screens.
NO_SCREENS = re.compile(
    r"/(logout|jsi18n|sprite|api|bulk|preview|block-preview|view_draft|chooser|uploads|suggestions)[/-]|\.\w{2,5}$|/(file|csv|xlsx|export)/?$"
)
MOST = 250
MARKS = r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\d+"
LINKS = """() => [
    ...[...document.links].filter(link => !link.hasAttribute('download')).map(link => link.href),
    ...[...document.querySelectorAll('script[type="application/json"]')].flatMap(
        script => [...script.textContent.matchAll(/"(\\/newsroom\\/[^"?#\\\\]*)/g)].map(
            found => location.origin + found[1]
        )
    ),
]"""


@dataclass(frozen=True)
class Screen:
    """A screen that is open now, and which kind it is: its address without its numbers."""

    path: str
    kind: str
    answer: Response


def kind_of(path: str) -> str:
    """`/newsroom/pages/7/edit/` and `/newsroom/pages/8/edit/` are one kind: `pages/N/edit`."""
    return re.sub(MARKS, "N", path.removeprefix(HOME)).strip("/")


def walk(page: Page, also: list[str] | None = None, most: int = MOST) -> Iterator[Screen]:
    """Open each kind of screen that can be reached by links, the nearest first, and `also` these."""
    waiting = deque([HOME, *(also or [])])
    met = {kind_of(path) for path in waiting}
    while waiting and most:
        path = waiting.popleft()
        answer = page.goto(path, wait_until="load")
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        most -= 1
        yield Screen(path, kind_of(path), answer)
        for link in page.evaluate(LINKS):
            path = unquote(urlsplit(link).path)
            if path.startswith(HOME) and not NO_SCREENS.search(path) and kind_of(path) not in met:
                met.add(kind_of(path))
                waiting.append(path)
