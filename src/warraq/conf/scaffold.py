"""`warraq init DIR`: a new site whose words, templates and tokens can be changed without a fork."""

import sys
from pathlib import Path
from shlex import quote

from .site import DEFAULT_FILE
from .words import SiteFileError

STYLES = """/* Read after the house style, in the layer `site`. Any token of warraq/theme/styles/00-tokens.css
   may be set anew, as light-dark(by day, by night); any rule may be added.
   `warraq serve` takes it up when it starts. */
:root {
  /* --accent: light-dark(#8c1d18, #f0a59f); */
}
"""
TEMPLATES = """A template placed here stands in for the one of the same name in warraq/theme/templates,
for example stories/card.html or parts/footer.html. To change only a block of it, let it extend the one
it stands in for: a base.html here may begin with {% extends "base.html" %}.
They are read when `warraq serve` starts.
"""
IGNORE = "data/\n"
MORE_WORDS = """
# Other words this file knows; docs/settings.md tells them all, with the environment variable of each.
# [site]      base_url, port, allowed_hosts, security_contact
# [database]  url = "postgresql://user:password@host/name"   (or DATABASE_URL); without it: SQLite in data/
# [storage]   data = "data", media = "/srv/media"            (or WARRAQ_DATA, WARRAQ_MEDIA)
# [server]    trusted_proxies, metrics_from, memory_mb, upload_mb
# [email]     url = "smtp+tls://user:password@host", from = "newsroom@example.org"   (or WARRAQ_EMAIL_URL)
"""


def run(arguments: list[str]) -> int:
    """Write the files; nothing that is already there is touched."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: warraq init DIR", file=sys.stderr)
        return 2
    site = arguments[0]
    made = scaffold(Path(site))
    for path in made:
        print(f"made {path}")
    if not made:
        print(f"every file is there already; nothing was changed in {site}")
    print(f"Next: edit {quote(site)}/warraq.toml, then: cd {quote(site)} && warraq serve")
    return 0


def scaffold(site: Path) -> list[Path]:
    """Make the site's files under `site`; the ones that were missing."""
    try:
        return [path for name, text in files().items() if _write(path := site / name, text)]
    except OSError as error:
        raise SiteFileError(f"{error.filename}: cannot be made: {error.strerror}") from error


def files() -> dict[str, str]:
    """What a new site starts with."""
    return {
        "warraq.toml": DEFAULT_FILE.read_text("utf-8") + MORE_WORDS,
        "styles/site.css": STYLES,
        "templates/README": TEMPLATES,
        "static/README": "Files placed here are served under /static/.\n",
        ".gitignore": IGNORE,
    }


def _write(path: Path, text: str) -> bool:
    """False when the file is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True
