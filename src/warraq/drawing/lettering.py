"""How wide words are in the faces of the site, so that labels can be placed before a browser draws them."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "theme" / "static" / "warraq" / "fonts"
FILES = {
    ("head", True): "ibm-plex-sans-arabic-arabic-700-normal.woff2",
    ("head", False): "ibm-plex-sans-arabic-latin-700-normal.woff2",
    ("text", True): "noto-naskh-arabic-arabic-wght-normal.woff2",
    ("text", False): "noto-naskh-arabic-latin-wght-normal.woff2",
}
MEASURED = 64
SPACE = 0.27
# A reader whose device has not fetched the faces yet sees others, which are a little wider.
ROOM = 1.1


@lru_cache(maxsize=4096)
def width_of(text: str, face: str, size: float) -> float:
    """The width of a line in CSS pixels, shaped as the browser shapes it; never less than it will be."""
    words = text.split()
    drawn = sum(_font(face, _is_arabic(word)).getlength(word) for word in words) / MEASURED
    return (drawn + SPACE * max(0, len(words) - 1)) * size * ROOM


def broken_lines(text: str, face: str, size: float, room: float, most: int) -> list[str]:
    """The words in as many lines as they need, at most `most`; a line that is too long is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        count = len(words)
        if len(lines) < most - 1:
            while count > 1 and width_of(" ".join(words[:count]), face, size) > room:
                count -= 1
        lines.append(cut(" ".join(words[:count]), face, size, room))
        words = words[count:]
    return lines


def cut(text: str, face: str, size: float, room: float) -> str:
    """The text, or as much of it as has room, with an ellipsis."""
    if width_of(text, face, size) <= room:
        return text
    while text and width_of(f"{text}…", face, size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


@cache
def _font(face: str, is_arabic: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / FILES[face, is_arabic], MEASURED, layout_engine=ImageFont.Layout.RAQM)


def _is_arabic(word: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in word)
