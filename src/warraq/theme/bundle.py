"""Joins the house style and the site's own sheets into the one style sheet that readers fetch."""

import re
from collections.abc import Iterable
from pathlib import Path

HOUSE = Path(__file__).with_name("styles")
PLACE = Path("assets", "warraq", "warraq.css")

_KEPT = r"""(?P<kept>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\))"""
_BLANK = r"(?:\s|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)"
# A run of blanks and comments is one blank; beside punctuation that parts rules, it is none.
_NEEDLESS = re.compile(rf"{_KEPT}|{_BLANK}*(?P<mark>[{{}};,]){_BLANK}*|{_BLANK}+")


def minify(css: str) -> str:
    """Without comments and needless white space; never touches what stands in quotes or in `url()`."""
    return _NEEDLESS.sub(lambda found: found["kept"] or found["mark"] or " ", css).strip()


def house_sheets() -> list[Path]:
    """In the order of their numbers, which is the order of the cascade."""
    return sorted(HOUSE.glob("*.css"))


def site_sheets(site_root: Path) -> list[Path]:
    return sorted((site_root / "styles").glob("*.css"))


def compose(site_root: Path) -> str:
    """The whole sheet. What a site writes stands in the last layer, so it wins without `!important`."""
    house = _joined(house_sheets())
    own = _joined(site_sheets(site_root))
    return house + (f"@layer site{{{own}}}" if own else "")


def write(site_root: Path, data: Path) -> Path:
    """Write the sheet below the data directory, if it differs from what is there."""
    target = data / PLACE
    css = compose(site_root)
    if not target.is_file() or target.read_text("utf-8") != css:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".new")
        unfinished.write_text(css, "utf-8")
        unfinished.replace(target)
    return target


def _joined(sheets: Iterable[Path]) -> str:
    return "".join(minify(sheet.read_text("utf-8")) for sheet in sheets)
