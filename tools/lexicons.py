"""Compile the lexicons of the languages we analyse into a folder, with the licences of what they are made of."""

import sys
from pathlib import Path

from warraq.language.tables.compiling import compile_into

if __name__ == "__main__":
    compile_into(Path(sys.argv[1]))
