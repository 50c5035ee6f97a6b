"""Compile the lexicons of the languages we analyse into a folder, with the licences of what they are made of."""

import sys
from importlib.metadata import files
from pathlib import Path

from warraq.language.tables.compiling import compile_into

NOTICE = """The lexicons in this folder (*.lexicon) are compiled from

- word frequencies of wordfreq by Robyn Speer (https://doi.org/10.5281/zenodo.7199437), whose data may be redistributed
  under the Creative Commons Attribution-ShareAlike 4.0 licence (https://creativecommons.org/licenses/by-sa/4.0/). It is
  made from Wikipedia, OpenSubtitles (http://www.opensubtitles.org/, by way of OPUS), the Leeds Internet Corpus,
  ParaCrawl, Google Books Ngrams (http://books.google.com/ngrams), the SUBTLEX word lists by Marc Brysbaert et al.,
  which are freely available, and other sources named in its documentation;
- lemma tables of simplemma by Adrien Barbaresi (https://doi.org/10.5281/zenodo.4673264), under the MIT licence, made
  from Wiktionary and other sources named in its documentation;
- the lists of Warraq, under Warraq's own licence.

Changes: spellings were folded together, rare words left out, frequencies rounded, lemmas corrected and joined with our
own lists of plurals and names. The lexicons as a whole may be redistributed under the Creative Commons
Attribution-ShareAlike 4.0 licence.
"""
LICENCES = {"simplemma": "LICENSE", "wordfreq": "LICENSE.txt"}


def copy_licences(folder: Path) -> None:
    (folder / "NOTICE.txt").write_text(NOTICE, encoding="utf-8")
    for package, name in LICENCES.items():
        licence = next(file for file in files(package) or () if file.name == name and "dist-info" in str(file))
        (folder / f"LICENSE-{package}.txt").write_text(licence.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    compile_into(target)
    copy_licences(target)
