"""Compile translation catalogues beside their sources, without the gettext programs."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def compile_catalogue(source: Path) -> None:
    with source.open("rb") as text:
        catalogue = read_po(text, abort_invalid=True)
    target = source.with_suffix(".mo")
    unfinished = source.with_suffix(".mo.new")
    with unfinished.open("wb") as compiled:
        write_mo(compiled, catalogue)
    # A server that is running reads either the old catalogue or the new one, never half of it.
    os.replace(unfinished, target)


def main(sources: list[Path]) -> int:
    broken = 0
    for source in sources:
        try:
            compile_catalogue(source)
        except PoFileError as error:
            broken += 1
            print(f"{source}: {error}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
