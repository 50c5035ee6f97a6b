"""A browser as a person would call it."""

import re

# The more particular first: Edge and Opera call themselves Chrome, and everybody calls themselves Mozilla.
BROWSERS = (
    ("Edge", r"Edg[A-Z]*/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def described(agent: str) -> str:
    """“Firefox · Windows”; the first forty letters of what is known to nobody."""
    found = [_first(names, agent) for names in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or agent[:40]


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, agent)), "")
