"""Put hls.js, the light one, and its licence into a folder of the static files."""

import re
import shutil
import sys
from pathlib import Path

HLS = Path(__file__).resolve().parent.parent / "node_modules" / "hls.js"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    script = (HLS / "dist" / "hls.light.min.mjs").read_text("utf-8")
    # The map it names is not kept.
    (folder / "hls.light.min.js").write_text(re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", script), "utf-8")
    shutil.copyfile(HLS / "LICENSE", folder / "LICENSE")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
