"""`make evaluate`: recall and leak of our analysis beside others; with a corpus, known-item search and conflations."""

import argparse
import sys
from pathlib import Path

from warraq.language.analysis import analyser_for

from . import corpus
from .measuring import measure, table
from .others import contenders
from .questions import questions


def main() -> int:
    parser = argparse.ArgumentParser(prog="make evaluate ARGS=…", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="gzipped JSON lines with a title and a body each")
    parser.add_argument("--titles", type=int, default=1500, help="how many titles are searched for")
    parser.add_argument("--mistakes", action="store_true", help="list what we answer wrongly")
    parser.add_argument("--conflations", type=int, default=0, help="list the words behind this many frequent terms")
    options = parser.parse_args()
    asked = list(questions())
    measured = {name: measure(answers, asked) for name, answers in contenders().items()}
    print(f"{len(asked)} pairs of a query and a text; a text is found when every word of the query is.\n")
    print("\n".join(table(measured)))
    if options.mistakes:
        for category, tally in measured["ours"].items():
            for question in tally.mistakes if category not in ("core", "stretch") else ():
                print(f"{category}: {question.query} {'misses' if question.is_wanted else 'finds'} {question.text}")
    if options.corpus:
        corpus.report(options.corpus, options.titles, options.conflations)
    print(f"\n{corpus.speed(analyser_for('ar'), options.corpus):,.0f} tokens a second on one core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
