"""Make what git does not keep: npm parts, fonts, gallery, player, the compiled catalogues, the lexicons.

Each step is a script of its own beside this one and runs only when something it reads has changed.
"""

import argparse
import fcntl
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"
SITE = ROOT / "src" / "warraq"
STATIC = SITE / "theme" / "static" / "warraq"
TABLES = SITE / "language" / "tables"
PLACES = SITE / "language" / "gazetteer"
CARD_FONTS = SITE / "sharecards" / "fonts"
PAPER_FONTS = SITE / "drawing" / "fonts"
STAMPS = ROOT / "build" / "stamps.json"
PINS = [ROOT / "package.json", ROOT / "package-lock.json"]


@dataclass(frozen=True)
class Step:
    name: str
    script: str
    arguments: list[str]
    reads: list[Path]
    makes: list[Path]

    def fingerprint(self) -> str:
        digest = hashlib.sha256()
        for path in [TOOLS / self.script, *self.reads]:
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_done(self, stamps: dict[str, str]) -> bool:
        return stamps.get(self.name) == self.fingerprint() and all(path.exists() for path in self.makes)

    def run(self) -> None:
        print(f"building {self.name}", flush=True)
        subprocess.run([sys.executable, TOOLS / self.script, *self.arguments], cwd=ROOT, check=True)


def parts(with_referees: bool) -> Step:
    if with_referees:
        return Step("parts and referees", "parts.py", ["--dev"], PINS, [ROOT / "node_modules/axe-core"])
    return Step("parts", "parts.py", [], PINS, [ROOT / "node_modules/photoswipe"])


def derived() -> list[Step]:
    fonts, gallery, player = STATIC / "fonts", STATIC / "vendor" / "photoswipe", STATIC / "vendor" / "hls"
    catalogues = sorted(SITE.glob("**/locale/*/LC_MESSAGES/*.po"))
    compiled = [path.with_suffix(".mo") for path in catalogues]
    lists = [*sorted(TABLES.glob("data/*")), *sorted(TABLES.glob("*.py")), *sorted(SITE.glob("language/analysis/*.py"))]
    named = [*sorted(PLACES.glob("data/*")), *sorted(PLACES.glob("*.py"))]
    return [
        Step("fonts", "fonts.py", [str(fonts)], PINS, [fonts]),
        Step("fonts of share cards", "card_font.py", [str(CARD_FONTS)], PINS, [CARD_FONTS]),
        Step("font of pictures", "paper_font.py", [str(PAPER_FONTS)], PINS, [PAPER_FONTS]),
        Step("gallery", "gallery.py", [str(gallery)], PINS, [gallery]),
        Step("player", "player.py", [str(player)], PINS, [player]),
        Step("catalogues", "catalogues.py", [str(path) for path in catalogues], catalogues, compiled),
        Step("places", "gazetteer.py", [str(PLACES / "compiled")], named, [PLACES / "compiled"]),
        Step("lexicons", "lexicons.py", [str(TABLES / "compiled")], lists, [TABLES / "compiled"]),
    ]


def pending(with_referees: bool, stamps: dict[str, str]) -> list[Step]:
    # The tests' install holds the site's parts too, so `make serve` after `make test` installs nothing.
    installs = [parts(with_referees=True), parts(with_referees=False)]
    satisfied = any(step.is_done(stamps) for step in (installs[:1] if with_referees else installs))
    steps = [] if satisfied else [parts(with_referees)]
    return steps + [step for step in derived() if not step.is_done(stamps)]


@contextmanager
def alone() -> Iterator[None]:
    """Let one build work at a time, so that `make -j` and two terminals do not tread on each other."""
    STAMPS.parent.mkdir(exist_ok=True)
    with (STAMPS.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_stamps() -> dict[str, str]:
    return json.loads(STAMPS.read_text()) if STAMPS.exists() else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="install what the tests need from npm as well")
    with_referees = parser.parse_args().dev
    with alone():
        stamps = read_stamps()
        for step in pending(with_referees, stamps):
            step.run()
            if step.script == "parts.py":
                # An install replaces the one before, with or without the referees.
                stamps = {name: mark for name, mark in stamps.items() if not name.startswith("parts")}
            stamps[step.name] = step.fingerprint()
            STAMPS.write_text(json.dumps(stamps, indent=2))


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
