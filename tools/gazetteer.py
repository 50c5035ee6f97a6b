"""Compile the table of places that are suggested as keywords, with the licences of what it is made of."""

import sys
from pathlib import Path

from warraq.language.gazetteer.compiling import compile_into

if __name__ == "__main__":
    compile_into(Path(sys.argv[1]))
