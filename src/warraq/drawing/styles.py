"""The site's own styles for what is drawn on paper: rules of a sheet with values in place of its variables.

What draws pictures knows selectors of classes and children, and no variables, layers or containers.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

STYLES = Path(__file__).parent.parent / "theme" / "styles"
FACES = {"head": '"Warraq Cards"', "text": '"Warraq Text"'}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*(?:light-dark\(([^,]+),[^)]+\)|([^;]+));")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_PRODUCT = re.compile(r"calc\(([\d.]+)px \* ([\d.]+)\)")
# The height of a line says nothing of one line, and is not understood there.
_LEADING = re.compile(r"(\d(?:px|rem))/[\d.]+")
_COMMA = re.compile(r",\s*(?![^(]*\))")
_EITHER = re.compile(r":is\(([^()]+)\)")


@cache
def tokens() -> dict[str, str]:
    """The values of the site's tokens in its light scheme, on white paper."""
    css = _COMMENT.sub("", (STYLES / "00-tokens.css").read_text("utf-8"))
    found = {name: (light or plain).strip() for name, light, plain in reversed(_TOKEN.findall(css))}
    return found | FACES | {"paper": "#ffffff"}


def rules(sheet: str, **values: str) -> str:
    """What a sheet says of every screen, its variables replaced by the site's tokens and by `values`."""
    css = _COMMENT.sub("", (STYLES / sheet).read_text("utf-8"))
    known = tokens() | values
    written = []
    for selector, declarations in _rules(css):
        said = _VARIABLE.sub(lambda found: known.get(found[1], "none"), declarations)
        said = _PRODUCT.sub(lambda found: f"{float(found[1]) * float(found[2]):g}px", said)
        said = _LEADING.sub(r"\1", said)
        spelled = [one for part in _COMMA.split(selector) for one in _spelled(part)]
        written.append(f"{', '.join(spelled)} {{{said}}}")
    return "\n".join(written)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Rules in no block but a layer's."""
    start, blocks = 0, []
    for number, sign in enumerate(css):
        if sign == "{":
            blocks.append(css[start:number].strip())
            start = number + 1
        elif sign == "}":
            selector = blocks.pop()
            around = [block for block in blocks if not block.startswith("@layer")]
            if not around and not selector.startswith("@"):
                yield selector, css[start:number].strip()
            start = number + 1
        elif sign == ";" and blocks and blocks[-1].startswith("@"):
            start = number + 1


def _spelled(selector: str) -> list[str]:
    """The selector without `:is(…)`, once for each choice."""
    match = _EITHER.search(selector)
    if match is None:
        return [selector]
    choices = (selector[: match.start()] + choice.strip() + selector[match.end() :] for choice in match[1].split(","))
    return [spelled for choice in choices for spelled in _spelled(choice)]
