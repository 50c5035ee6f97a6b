"""Put PhotoSwipe's modules, its stylesheet and its licence into a folder of the static files."""

import shutil
import sys
from pathlib import Path

PHOTOSWIPE = Path(__file__).resolve().parent.parent / "node_modules" / "photoswipe"
FILES = [
    "dist/photoswipe.esm.min.js",
    "dist/photoswipe-lightbox.esm.min.js",
    "dist/photoswipe.css",
    "LICENSE",
]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        source = PHOTOSWIPE / name
        shutil.copyfile(source, folder / source.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
