"""The key of a chart: which series has which colour, pattern and shape."""

from .ink import Bar, Line, Mark, Sheet, Text, cut, height, width

SWATCH, GAP, APART = 16.0, 6.0, 18.0


def put_keys(sheet: Sheet, names: list[str], kind: str, top: float = 0.0) -> float:
    """Put the names of all series, in order, as many to a line as have room; where the next thing may begin.

    `kind`: what stands for a series, a `bar`, a `line` or a `mark`.
    """
    x, y, line = 0.0, top + height("key") / 2, height("key") + 4
    for number, name in enumerate(names, start=1):
        text = cut("key", name, sheet.width - SWATCH - GAP)
        wide = SWATCH + GAP + width("key", text)
        if x and x + wide > sheet.width:
            x, y = 0.0, y + line
        if kind == "bar":
            sheet.put(Bar(number, x, y - 6, SWATCH, 12))
        else:
            if kind == "line":
                sheet.put(Line("series", ((x, y), (x + SWATCH, y)), number))
            sheet.put(Mark(number, x + SWATCH / 2, y))
        sheet.put(Text("key", text, x + SWATCH + GAP, y))
        x += wide + APART
    return y + line
