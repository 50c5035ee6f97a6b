"""Writes one index. What a commit holds is there after any kind of end, with the place in the log it belongs to."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from . import kinds
from .engine import WRITER_MEMORY, create, guarded, open_index
from .kinds import Content
from .places import Stamp
from .schema import FACTS, KEY, NOTE, NUMBER, SCHEMA, document

POSITION = "position"
WAITING = "waiting:"  # before the key of a record that waits for a look
WAITS = "waits"


class Writer:
    """The only one of its index, by a lock of tantivy's that dies with the process."""

    def __init__(self, path: Path, stamp: Stamp, memory: int = WRITER_MEMORY, is_new: bool = False) -> None:
        self.path, self.stamp = path, stamp
        self.index = create(path) if is_new else open_index(path)
        with guarded():
            self._writer = self.index.writer(heap_size=memory, num_threads=1)
        self._searcher: tantivy.Searcher | None = None

    def close(self) -> None:
        """Give up the lock; what was not committed is lost."""
        with guarded():
            self._writer.rollback()
            self._writer.wait_merging_threads()

    # --- writing -------------------------------------------------------------------------------------------------

    def put(self, contents: Iterable[Content], is_new: bool = False) -> None:
        """Write the records, each in place of what was known of it; `is_new`: nothing was."""
        plain = self.stamp.analyser("und")
        for content in contents:
            analyser = self.stamp.analyser(content.language)
            kind = kinds.kind(content.kind)
            written = document(content, analyser, plain, is_page=kind is not None and kind.is_page)
            with guarded():
                if not is_new:
                    self._drop(content.key)
                self._writer.add_document(written)

    def drop(self, keys: Iterable[str]) -> None:
        with guarded():
            for key in keys:
                self._drop(key)

    def let_wait(self, keys: Iterable[str]) -> None:
        """Remember, in the same commit as the place in the log, that these records are to be looked at."""
        with guarded():
            for key in keys:
                self._drop(WAITING + key)
                self._add({KEY: WAITING + key, FACTS: WAITS, NOTE: key})

    def is_done(self, keys: Iterable[str]) -> None:
        self.drop(WAITING + key for key in keys)

    def commit(self, position: str | None = None) -> None:
        with guarded():
            if position is not None:
                self._drop(POSITION)
                self._add({KEY: POSITION, NOTE: position})
            self._writer.commit()
        self._searcher = None

    def rollback(self) -> None:
        with guarded():
            self._writer.rollback()

    def _drop(self, key: str) -> None:
        self._writer.delete_documents_by_term(KEY, key)

    def _add(self, fields: dict[str, str]) -> None:
        self._writer.add_document(tantivy.Document.from_dict(fields, SCHEMA))

    # --- reading what is committed -------------------------------------------------------------------------------

    @property
    def searcher(self) -> tantivy.Searcher:
        if self._searcher is None:
            with guarded():
                self.index.reload()
                self._searcher = self.index.searcher()
        return self._searcher

    def position(self) -> str:
        return next(iter(self._notes(KEY, POSITION, 1)), "")

    def waiting(self, count: int) -> list[str]:
        """Keys of records that wait for a look."""
        return self._notes(FACTS, WAITS, count)

    def _notes(self, field: str, term: str, count: int) -> list[str]:
        with guarded():
            found = self.searcher.search(tantivy.Query.term_query(SCHEMA, field, term), count, count=False)
            return [str(self.searcher.doc(address).get_first(NOTE)) for _score, address in found.hits]

    def carrying(self, facts: Sequence[str]) -> list[str]:
        """The keys of the records that have one of these facts, however many there are."""
        with guarded():
            query = tantivy.Query.term_set_query(SCHEMA, FACTS, list(facts))
            found = self.searcher.search(query, max(1, self.searcher.num_docs), count=False)
            numbers = self.searcher.fast_field_values(NUMBER, [address for _score, address in found.hits])
        records = (kinds.record_of(number) for number in numbers if number is not None)
        return [f"{kind}:{pk}" for kind, pk in records if kind]
