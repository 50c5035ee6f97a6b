"""What has been sent lately, kept in memory as it goes over the wire, within a number of bytes."""

from collections import OrderedDict
from dataclasses import dataclass, field

Headers = list[tuple[str, str]]
OVERHEAD = 3_000  # bytes of Python objects around the bodies


@dataclass(slots=True)
class Answer:
    """One encoding of a page: ready to be sent whole, or as "not modified".

    The keys of a page are often longer than the rest of its head: they stand apart, for those who purge by them.
    """

    status: int
    headers: Headers
    body: bytes
    tag: str = ""
    unchanged: Headers = field(default_factory=list)
    keys: Headers = field(default_factory=list)


@dataclass(slots=True)
class Held:
    """A page in memory. `generation` is the store's number when its file was last looked at."""

    answers: dict[str, Answer]
    offered: tuple[str, ...]  # encodings, the best first
    generation: bytes
    file: str = ""  # whose state tells whether this is still what is stored; "" where there is none
    state: tuple = ()
    changed_at: int = 0
    hits: int = 0

    @property
    def size(self) -> int:
        return OVERHEAD + sum(len(answer.body) for answer in self.answers.values())


class Memory:
    """The pages asked for last, the least lately used leaving first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[str, Held] = OrderedDict()
        self.get = self._pages.get
        self.touch = self._pages.move_to_end

    def __len__(self) -> int:
        return len(self._pages)

    def put(self, path: str, held: Held) -> None:
        self.drop(path)
        if held.size > self.limit // 4:
            return  # one page may not push out all others
        self._pages[path] = held
        self.size += held.size
        while self.size > self.limit:
            _path, oldest = self._pages.popitem(last=False)
            self.size -= oldest.size

    def drop(self, path: str) -> None:
        held = self._pages.pop(path, None)
        if held:
            self.size -= held.size

    def clear(self) -> None:
        self._pages.clear()
        self.size = 0

    def hits(self) -> dict[str, int]:
        """How often each page was asked for since the last call."""
        counts = {path: held.hits for path, held in self._pages.items() if held.hits}
        for path in counts:
            self._pages[path].hits = 0
        return counts
