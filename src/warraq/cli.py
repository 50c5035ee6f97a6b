"""The `warraq` command: a few words of its own, everything else is a management command of the site."""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path

from warraq.conf.words import SiteFileError

SETTINGS = "warraq.conf.settings"
UNUSABLE = 2  # the exit code when what is set up cannot be used
STOPPED = 130  # what a shell expects of a program ended by Ctrl-C

USAGE = """warraq <command> [options]

  init DIR        scaffold a new site: warraq.toml, templates, styles
  serve           set up what is missing and run the site (PORT, WARRAQ_DATA)
  migrate         prepare the database, without the demo
  demo            make the demo newsroom; --remove takes it away again
  doctor          say in plain words what is wrong with this installation
  doctor text     say what is wrong with the letters of everything stored; repair them
  import table F  read stories from JSON Lines or CSV
  user NAME       say how an account stands, let in again whoever is locked out; without NAME list all
  audit verify    is the audit trail as it was written? audit export | head
  workflow        say which workflow the site has; workflow one-desk | two-pairs-of-eyes | legal-check
  editor NAME     make an editor-in-chief or give one a new password
  dates --json    read ISO dates, one a line; print their Hijri, Persian and weekday
  search build    make the search index anew; search status | find WORDS
  search match    read JSON lines of a query and a text; print whether the text is found (--names FILE)
  comments        learn anew what moderators refuse: comments retrain
  reads           show what was counted and what waits; reads recount
  films           show how far the sizes of films are; films again makes them anew
  cards           make the share cards that are missing (--all: of the whole archive)
  bench           measure; `bench fill N` makes N synthetic stories
  pages build     render every page ahead of need; pages verify | purge
  export DIR      write the whole site as plain files; --check compares them
  nginx-config    print the configuration with which nginx serves stored pages by itself
  changes         show how far the consumers of the change log are; changes retry
  comments        `comments retrain`: learn anew from what moderators decided about comments
  worker          keep the clock and the pages fresh (serve does it by itself)
  tasks           run queued tasks (serve does it by itself)
  publish_due     publish and withdraw what is due, once (the worker does it by itself)
  manage …        any Django or Wagtail management command
  version         print the version

`warraq <command> --help` says more. Settings: warraq.toml in the site's directory, and the environment;
see docs/settings.md.
"""

MATCH = """\
Reads JSON lines {"query": …, "text": …, "language": "ar"} and prints {"match": true} or {"match": false} for each:
would a reader who searches for the query find the text? It needs no site and no index, and so knows no names that
editors have added; those of a file it does (`--names`). Exit code 1 when a line could not be read.
"""


def _init(arguments: list[str]) -> int:
    from warraq.conf.scaffold import run

    return run(arguments)


def _dates(arguments: list[str]) -> int:
    from warraq.dates import report

    if arguments != ["--json"]:
        print("usage: warraq dates --json < dates.txt", file=sys.stderr)
        return UNUSABLE
    # A line that is not UTF-8 gets its error as an answer; what locale the machine has does not matter.
    with open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False) as lines:
        return report.run(lines, sys.stdout)


def _search(arguments: list[str]) -> int:
    return _match(arguments[1:]) if arguments[:1] == ["match"] else _manage(["search", *arguments])


def _match(arguments: list[str]) -> int:
    from warraq.language import answering
    from warraq.language.analysis import BUILT_IN_NAMES
    from warraq.language.tables import MissingTable

    parser = ArgumentParser("warraq search match", description=MATCH, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument(
        "--names",
        type=Path,
        metavar="FILE",
        help="names beside the built-in ones, one a line, its spellings parted by |: غوتيريش | جوتيريس | Guterres",
    )
    try:
        path = parser.parse_args(arguments).names
    except SystemExit as end:
        return UNUSABLE if end.code else 0
    try:
        names = answering.names_of(path) if path else BUILT_IN_NAMES
        return answering.run(sys.stdin.buffer, sys.stdout.buffer, names)
    except (MissingTable, answering.UnusableNames) as error:
        print(f"warraq: {error}", file=sys.stderr)
        return UNUSABLE


def _version(arguments: list[str]) -> int:
    print(version("warraq"))
    return 0


def _manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, DataError, IntegrityError

    try:
        execute_from_command_line(["warraq", *arguments])
    except (DataError, IntegrityError):
        raise  # a defect of ours, not of the installation
    except DatabaseError as error:
        if "--traceback" in arguments:
            raise
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        print(f"warraq: the database cannot be used: {reason}. `warraq doctor` says more.", file=sys.stderr)
        return UNUSABLE
    return 0


OWN: dict[str, Callable[[list[str]], int]] = {
    "init": _init,
    "dates": _dates,
    "manage": _manage,
    "search": _search,
    "version": _version,
    "--version": _version,
}


def main(argv: list[str] | None = None) -> int:
    """Entry point of `warraq`; the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    _speak_utf8()
    if not arguments or arguments in (["help"], ["--help"], ["-h"]):
        print(USAGE, end="")
        return 0 if arguments else UNUSABLE
    word, *rest = arguments
    try:
        return OWN[word](rest) if word in OWN else _manage(arguments)
    except SiteFileError as error:
        print(f"warraq: {error}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("warraq: stopped", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read us has gone; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _speak_utf8() -> None:
    """Arabic is printed as it is, whatever the machine's locale can write."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
