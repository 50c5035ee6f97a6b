"""Put the house fonts into a folder: Plex as published, Noto Naskh Arabic cut to a newsroom's letters.

IBM Plex Sans Arabic is copied untouched, so that no changed file carries its name. A cut that outgrows its
budget stops the build.
"""

import re
import shutil
import sys
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
PLEX = ROOT / "node_modules/@fontsource/ibm-plex-sans-arabic"
NASKH = ROOT / "node_modules/@fontsource-variable/noto-naskh-arabic"
PLEX_FILES = [
    f"ibm-plex-sans-arabic-{script}-{weight}-normal.woff2" for script in ("arabic", "latin") for weight in (400, 700)
]
NASKH_ARABIC = "noto-naskh-arabic-arabic-wght-normal.woff2"
NASKH_LATIN = "noto-naskh-arabic-latin-wght-normal.woff2"
BUDGETS = {NASKH_ARABIC: 28_000, NASKH_LATIN: 13_500}

ARABIC = (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي"  # letters and tatweel
    "\u064b-\u0655\u065a\u0670ٱ"  # vowel marks, hamza and madda above and below, small v, dagger alef, wasla
    "،؛؟؞۔٪٫٬٠-٩۰-۹"  # punctuation and both digit shapes
    "پچژکگی"  # Persian
    "ٹڈڑںھۀہۂۃےۓ"  # Urdu
    "ڕڤڵۆێە"  # Kurdish
    "ڨ"  # the hard g of Tunisian and Algerian names
    "\ufdf2\ufdfa﴾﴿"  # ﷲ ﷺ and the ornate brackets of quotations
    "\u0020\u00a0\u200c-\u200f"  # spaces, joiners and direction marks
)
LATIN = (
    "\u0020-\u007e\u00a0«»°·–—‘’“”•…−"  # ASCII and the punctuation of news
    "àáâäçèéêëíîïñóôöúüÇÉÖÜ"  # the accents that names in the news wear most
)


def characters(ranges: str) -> set[int]:
    """The code points of a text in which `a-b` stands for everything from a to b."""
    spans = re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL)
    return {code for first, last in spans for code in range(ord(first), ord(last or first) + 1)}


def cut(source: Path, target: Path, keep: set[int]) -> None:
    options = subset.Options()
    options.layout_features = ["*"]
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # names, copyright and licence
    # Widths follow from the outlines' own variation data, and no reader picks a named style.
    options.drop_tables += ["HVAR", "STAT"]
    options.recalc_timestamp = False  # the same input gives the same bytes
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    subset.save_font(font, target, options)


def check_budgets(folder: Path) -> None:
    for name, budget in BUDGETS.items():
        size = (folder / name).stat().st_size
        if size > budget:
            sys.exit(f"{name} has {size} bytes, more than its {budget}: keep fewer characters")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in PLEX_FILES:
        shutil.copyfile(PLEX / "files" / name, folder / name)
    cut(NASKH / "files" / NASKH_ARABIC, folder / NASKH_ARABIC, characters(ARABIC))
    cut(NASKH / "files" / NASKH_LATIN, folder / NASKH_LATIN, characters(LATIN))
    shutil.copyfile(PLEX / "LICENSE", folder / "OFL-ibm-plex-sans-arabic.txt")
    shutil.copyfile(NASKH / "LICENSE", folder / "OFL-noto-naskh-arabic.txt")
    check_budgets(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
