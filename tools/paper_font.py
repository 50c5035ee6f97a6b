"""Put the face of running text into a folder for pictures: Noto Naskh Arabic 400, Arabic and Latin in one TTF.

What draws pictures reads neither WOFF2 nor slices. Headlines there are set in the face of the share cards.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
NASKH = ROOT / "node_modules/@fontsource-variable/noto-naskh-arabic"
SLICES = ("arabic", "latin", "latin-ext")
NAME = "Warraq Text"


def still(name: str, folder: Path) -> str:
    """A slice at its regular weight."""
    font = TTFont(NASKH / f"files/noto-naskh-arabic-{name}-wght-normal.woff2")
    font = instantiateVariableFont(font, {"wght": 400})
    font.flavor = None
    path = folder / f"{name}.ttf"
    font.save(path)
    return str(path)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        font = Merger().merge([still(name, Path(place)) for name in SLICES])
    names = font["name"]
    kept = {record.nameID: str(record) for record in names.names if record.nameID in (0, 13, 14)}
    names.names = []
    for number, text in (kept | {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 6: "WarraqText-Regular"}).items():
        names.setName(text, number, 3, 1, 0x409)
    font.recalcTimestamp = False  # the same input gives the same bytes
    font["head"].created = font["head"].modified = 0
    font.save(folder / "warraq-text-400.ttf")
    shutil.copyfile(NASKH / "LICENSE", folder / "OFL-noto-naskh-arabic.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
