"""The newsroom's list, ready to be looked for; read anew a few seconds after it was changed."""

import time
from threading import Lock

from warraq.editions.models import Edition

from .models import ListedWord
from .wordlist import Listed, WordList

READ_EVERY = 2.0  # seconds

Row = tuple[int, str, str, bool, int | None]


class _Lists:
    """One list a language of the site, made when it is first asked for."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._read_at = float("-inf")
        self._rows: list[Row] = []
        self._made: dict[int, WordList] = {}

    def list_for(self, edition: Edition) -> tuple[WordList, dict[int, str]]:
        """The list, and what happens by number of entry."""
        with self._guard:
            self._read()
            rows = [row for row in self._rows if row[4] in (None, edition.pk)]
            if edition.pk not in self._made:
                listed = (Listed(number, phrase, as_written) for number, phrase, _, as_written, _ in rows)
                self._made[edition.pk] = WordList(listed, edition.code)
            return self._made[edition.pk], {row[0]: row[2] for row in rows}

    def forget(self) -> None:
        self._read_at = float("-inf")

    def _read(self) -> None:
        if time.monotonic() - self._read_at < READ_EVERY:
            return
        fields = ("pk", "phrase", "deed", "as_written", "edition")
        rows = list(ListedWord.objects.order_by("pk").values_list(*fields))
        if rows != self._rows:
            self._rows, self._made = rows, {}
        self._read_at = time.monotonic()


LISTS = _Lists()


def listed_in(text: str, edition: Edition) -> dict[ListedWord.Deed, list[str]]:
    """What of the text is on the list, by what happens then."""
    words, deeds = LISTS.list_for(edition)
    found: dict[ListedWord.Deed, list[str]] = {}
    for entry in words.found_in(text):
        found.setdefault(ListedWord.Deed(deeds[entry.number]), []).append(entry.words)
    return found
