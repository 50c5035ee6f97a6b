"""Whether texts answer queries, for scripts: one JSON object a line in, one a line out, in order."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from .analysis import BUILT_IN_NAMES, Names, analyser_for
from .matching import Match, matches
from .querying import parse

_SHOWN_OF_A_BAD_LINE = 200


class UnusableNames(Exception):
    """A file of names that cannot be read, or says nothing; with a sentence for whoever has written it."""


def run(lines: Iterable[bytes], out: BinaryIO, names: Names = BUILT_IN_NAMES) -> int:
    """Answer each line at once; 1 when any line could not be read, else 0."""
    code = 0
    for number, line in enumerate(lines, start=1):
        written = line.decode("utf-8", errors="replace").strip("\ufeff \t\r\n\f\v\x00\xa0")
        if not written:
            continue
        try:
            answer: dict[str, object] = {"match": is_match(written, names)}
        except (ValueError, RecursionError) as error:
            code = 1
            answer = {"error": str(error) or type(error).__name__, "line": number, "input": _shown(written)}
        out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
        # A script that writes a question and waits for its answer must not wait for a full buffer.
        out.flush()
    return code


def is_match(line: str, names: Names = BUILT_IN_NAMES) -> bool:
    """The answer to one question; what the site would find after "did you mean" is a match too."""
    question = json.loads(line)
    if not isinstance(question, dict):
        raise ValueError('not an object with "query" and "text"')
    query, text = _text(question, "query"), _text(question, "text")
    analyser = analyser_for(_text(question, "language", "ar"), names)
    return matches(parse(query, analyser), analyser.analyse(text), analyser) is not Match.NONE


def names_of(path: Path) -> Names:
    """The built-in names with those of a file, written as `tables/data/names.tsv` is: a name a line, its spellings
    parted by |, blank lines and lines that begin with # left out. Raises UnusableNames."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UnusableNames(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnusableNames(f"{path} is not UTF-8 text") from error
    groups = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        spellings = tuple(" ".join(spelling.split()) for spelling in line.split("|") if spelling.strip())
        if len(spellings) < 2:
            raise UnusableNames(f"{path}, line {number}: a name has at least two spellings, parted by |")
        groups.append(spellings)
    return BUILT_IN_NAMES.with_groups(groups)


def _text(question: dict[str, object], key: str, default: str | None = None) -> str:
    value = question.get(key, default)
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is not a text' if key in question else f'"{key}" is missing')
    return value


def _shown(line: str) -> str:
    return line if len(line) <= _SHOWN_OF_A_BAD_LINE else line[:_SHOWN_OF_A_BAD_LINE] + "…"
