"""Readers of a running site: one that asks and looks, and some who never stop reading while things go wrong."""

import http.client
import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

PATIENCE = 90  # seconds for an answer; the application may be busy starting


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def shows(self, word: str) -> bool:
        """In the page itself or in the address it sends on to."""
        return word in self.text or word in unquote(self.headers.get("location", ""))


def ask(port: int, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    """One request on a connection of its own; a redirection is not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/?=&%"), body, named)
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


@dataclass
class Readers:
    """Some who read addresses by chance, over and over, and write down what should not have happened.

    Allowed are pages, redirects, 404 and 410, and 503 when it says when to come back. While `may_be_away`, the server
    itself may not answer: it is being started again.
    """

    port: int
    paths: list[str]
    count: int = 2
    pause: float = 0.01  # seconds a reader looks at a page; who never pauses leaves the site no time to work
    is_503_allowed: bool = True
    may_be_away: bool = False
    wrong: list[str] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._guard = threading.Lock()
        self._forbidden: set[str] = set()
        self._threads = [
            threading.Thread(target=self._read, args=[number], daemon=True) for number in range(self.count)
        ]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def forbid(self, words: Iterable[str]) -> None:
        """From now on no page may show any of these."""
        with self._guard:
            self._forbidden |= set(words)

    def allow(self, word: str) -> None:
        with self._guard:
            self._forbidden.discard(word)

    @property
    def total(self) -> int:
        return sum(self.answers.values())

    def _read(self, seed: int) -> None:
        dice = random.Random(seed)
        while not self._ended.is_set():
            path = dice.choice(self.paths)
            with self._guard:
                forbidden = set(self._forbidden)
            was_away = self.may_be_away
            self._ended.wait(self.pause)
            try:
                answer = ask(self.port, path)
            except (OSError, http.client.HTTPException) as error:
                if not (was_away or self.may_be_away):
                    self._note(0, f"{path}: {error!r}")
                self._ended.wait(0.05)
                continue
            shown = sorted(word for word in forbidden if answer.shows(word) and word in self._forbidden)
            self._note(answer.status, f"{path}: shows {shown}" if shown else self._complaint(path, answer))

    def _complaint(self, path: str, answer: Answer) -> str:
        if answer.status == 503 and self.is_503_allowed:
            return "" if "retry-after" in answer.headers else f"{path}: 503 without Retry-After"
        return "" if answer.status < 500 else f"{path}: {answer.status}"

    def _note(self, status: int, complaint: str) -> None:
        with self._guard:
            self.answers[status] = self.answers.get(status, 0) + 1
            if complaint:
                self.wrong.append(complaint)
