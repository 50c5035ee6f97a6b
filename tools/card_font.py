"""Put the faces of the share cards into a folder: IBM Plex Sans Arabic 400 and 700, all slices in one TTF each.

Pillow draws a line with one font and knows no fallback; the published files are slices. The joined file carries a
name of its own, so that no changed file carries the published one.
"""

import json
import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PLEX = ROOT / "node_modules/@fontsource/ibm-plex-sans-arabic"
# What several slices hold, such as the space, is taken from the first.
SLICES = ("arabic", "latin", "latin-ext", "cyrillic-ext")
NAME = "Warraq Cards"
WEIGHTS = {400: "Regular", 700: "Bold"}


def joined(weight: int) -> TTFont:
    return Merger().merge([str(PLEX / f"files/ibm-plex-sans-arabic-{name}-{weight}-normal.woff2") for name in SLICES])


def rename(font: TTFont, style: str) -> None:
    names = font["name"]
    kept = {record.nameID: str(record) for record in names.names if record.nameID in (0, 13, 14)}
    names.names = []
    kept |= {1: NAME, 2: style, 3: f"{NAME} {style}", 4: f"{NAME} {style}", 6: f"WarraqCards-{style}"}
    for number, text in kept.items():
        names.setName(text, number, 3, 1, 0x409)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for weight, style in WEIGHTS.items():
        font = joined(weight)
        rename(font, style)
        font.recalcTimestamp = False  # the same input gives the same bytes
        font["head"].created = font["head"].modified = 0
        font.flavor = None
        font.save(folder / f"warraq-cards-{weight}.ttf")
        # Pillow does not say which letters a font has.
        (folder / "covered.json").write_text(json.dumps(sorted(font.getBestCmap())))
    shutil.copyfile(PLEX / "LICENSE", folder / "OFL-ibm-plex-sans-arabic.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
