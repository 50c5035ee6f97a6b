"""Run a site through random edits and random disasters, and look after each whether readers get what they should.

A site of its own in a temporary directory: one process edits it, threads read it, and every few edits something goes
wrong. Afterwards every stored page is rendered afresh and compared, and every address ever used is asked whether it
shows a story that was taken away. Ends with exit code 1 at the first violation, and tells the seed to see it again.
"""

import argparse
import os
import random
import re
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from warraq.conf.scaffold import scaffold
from warraq.operations.tests.clusters import Cluster, private_cluster
from warraq.operations.tests.desk import Desk, Refused, open_desk
from warraq.operations.tests.disks import NoDisk, filled, small_disk
from warraq.operations.tests.readers import Readers, ask
from warraq.operations.tests.running import Server, background_process, serving, wait_until, warraq

PATIENCE = 120  # seconds for anything to come right
DISK = 24  # megabytes
REMEMBERED = 25  # operations told with a violation
DIGITS, ZONES = ("latn", "arab", "arabext"), ("UTC", "Asia/Beirut", "America/New_York")
# `warraq serve` takes a process that ends five times within a minute for one that cannot run.
KILLS, WITHIN = 3, 61.0
PARTS = {"front": "front:make", "application": "wsgi:application", "worker": "worker", "tasks": "tasks"}


class Violation(Exception):
    """What must never happen has happened."""


class Newsroom:
    """Edits by chance, and remembers every story there ever was and every address it was found at."""

    def __init__(self, desk: Desk, dice: random.Random) -> None:
        self.desk, self.dice = desk, dice
        self.done: deque[str] = deque(maxlen=REMEMBERED)
        self.count = self.refused = self._number = 0
        made = desk.do("furnish")
        self.sections, self.keywords, self.authors = made["sections"], made["keywords"], made["authors"]
        self.words: dict[int, str] = {}
        self.deleted: set[int] = set()
        self.paths: set[str] = set()
        for number, story in enumerate(made["stories"]):
            self._remember(story, f"first{number}x")

    def work(self, edits: int) -> None:
        """So many edits; a database that is away refuses some of them."""
        for _edit in range(edits):
            deed = self.dice.choice(DEEDS)
            try:
                deed(self)
            except Refused as error:
                self.refused += 1
                self.done.append(f"    {error}"[:200])
            self.count += 1

    def do(self, *words: Any) -> Any:
        self.done.append(f"{words}")
        return self.desk.do(*words)

    def _remember(self, story: dict[str, Any], word: str) -> None:
        pk = story["pk"]
        self.words[pk] = word
        self.paths |= {story["url"], story["section"], f"/s/{pk}", f"/news/{pk}/", f"/en/views/{pk}/other/"}

    def _word(self) -> str:
        self._number += 1
        return f"soak{self._number}x"

    def _story(self) -> int:
        return self.dice.choice([pk for pk in self.words if pk not in self.deleted])

    # --- deeds -------------------------------------------------------------------------------------------------

    def publish(self) -> None:
        word = self._word()
        self._remember(self.do("publish", self.dice.choice(self.sections), word), word)

    def schedule(self) -> None:
        word = self._word()
        self._remember(self.do("schedule", self.dice.choice(self.sections), word, self.dice.randint(1, 6)), word)

    def edit(self) -> None:
        pk = self._story()
        self._remember(self.do("edit", pk, self.words[pk], f"edited {self.count}"), self.words[pk])

    def move(self) -> None:
        pk = self._story()
        self._remember(self.do("move", pk, self.dice.choice(self.sections)), self.words[pk])

    def unpublish(self) -> None:
        self.do("unpublish", self._story())

    def delete(self) -> None:
        pk = self._story()
        self.do("delete", pk)
        self.deleted.add(pk)

    def pin(self) -> None:
        self.do("pin", self._story(), self.dice.randint(1, 10))

    def rename_section(self) -> None:
        pk = self.dice.choice(self.sections)
        self.do("rename_section", pk, f"section {self.count}", f"part-{self.dice.randrange(6)}-{pk}")

    def rename_keyword(self) -> None:
        self.do("rename_keyword", self.dice.choice(self.keywords), f"keyword {self.count}")

    def rename_author(self) -> None:
        self.do("rename_author", self.dice.choice(self.authors), f"author {self.count}")

    def change_edition(self) -> None:
        code = self.dice.choice(("ar", "en"))
        self.do("change_edition", code, f"tagline {self.count}", self.dice.choice(DIGITS), self.dice.choice(ZONES))


DEEDS: list[Callable[[Newsroom], None]] = [
    *[Newsroom.publish] * 3,
    *[Newsroom.edit] * 4,
    *[Newsroom.unpublish] * 3,
    *[Newsroom.move] * 2,
    *[Newsroom.schedule] * 2,
    Newsroom.delete,
    Newsroom.pin,
    Newsroom.rename_section,
    Newsroom.rename_keyword,
    Newsroom.rename_author,
    Newsroom.change_edition,
]


class Soak:
    """The site, who edits it, who reads it, and what befalls it."""

    def __init__(self, place: Path, server: Server, newsroom: Newsroom, readers: Readers, variables: dict) -> None:
        self.place, self.server, self.newsroom, self.readers = place, server, newsroom, readers
        self.variables = variables
        self.cluster: Cluster | None = None
        self.has_small_disk = False
        self.began = time.monotonic()
        self.told: list[tuple[str, float]] = []
        self._kills: dict[str, deque[float]] = {name: deque(maxlen=KILLS) for name in PARTS}

    def run(self, seconds: float) -> None:
        dice, told = self.newsroom.dice, Counter()
        while time.monotonic() - self.began < seconds:
            possible = self._possible()
            # Each has its turn before any has its second.
            least = min(told[name] for name in possible)
            name = dice.choice([name for name in possible if told[name] == least])
            told[name] += 1
            self._suffer(name, possible[name])

    def _possible(self) -> dict[str, Callable[[], None]]:
        troubles = {f"kill -9 {name}": lambda name=name: self._kill(name) for name in PARTS if self._may_kill(name)}
        troubles |= {"reload": self._reload, "no trouble": self._edit, "second worker": self._second_worker}
        troubles |= {"store deleted": self._delete_store, "index overwritten": self._overwrite_index}
        if self.has_small_disk:
            troubles["disk full"] = self._fill_disk
        if self.cluster:
            troubles |= {"database stopped": self._stop_database, "database crashed": self._crash_database}
        return troubles

    def _suffer(self, name: str, trouble: Callable[[], None]) -> None:
        before, refused = self.newsroom.count, self.newsroom.refused
        self.newsroom.done.append(f"--- {name}")
        trouble()
        over = time.monotonic()
        pages = self._look(name)
        lasted = time.monotonic() - over
        self.told.append((name, lasted))
        edits, lost = self.newsroom.count - before, self.newsroom.refused - refused
        print(
            f"{time.monotonic() - self.began:7.1f} s  {name:18}  {edits:3} edits, {lost:2} refused; "
            f"{pages:4} pages, 0 differ; right again and looked at after {lasted:.1f} s",
            flush=True,
        )

    # --- troubles ----------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        self.newsroom.work(self.newsroom.dice.randint(3, 8))

    def _may_kill(self, name: str) -> bool:
        kills = self._kills[name]
        return len(kills) < KILLS or time.monotonic() - kills[0] > WITHIN

    def _kill(self, name: str) -> None:
        self._edit()
        wait_until(lambda: self.server.part(PARTS[name]), f"the {name}", PATIENCE)
        killed = self.server.part(PARTS[name])
        self._kills[name].append(time.monotonic())
        self.readers.may_be_away = name == "front"
        os.kill(killed, signal.SIGKILL)
        self._edit()
        wait_until(lambda: self.server.part(PARTS[name]) not in (0, killed), f"another {name}", PATIENCE)
        wait_until(self._answers, "an answer", PATIENCE)
        self.readers.may_be_away = False

    def _answers(self) -> bool:
        with suppress(OSError):
            return ask(self.server.port, "/healthz").status == 200
        return False

    def _reload(self) -> None:
        worker = self.server.part(PARTS["worker"])
        self.server.process.send_signal(signal.SIGHUP)
        self._edit()
        wait_until(lambda: self.server.part(PARTS["worker"]) not in (0, worker), "another worker", PATIENCE)

    def _second_worker(self) -> None:
        with background_process(self.place, "worker", **self.variables):
            self._edit()

    def _delete_store(self) -> None:
        self._edit()
        shutil.rmtree(self._store, ignore_errors=True)  # a disk's own directory stays
        self._edit()

    def _overwrite_index(self) -> None:
        self._edit()
        index = self._store / "current" / "index.sqlite3"
        with index.open("r+b") as file:
            file.seek(self.newsroom.dice.choice((0, 4096)))
            file.write(self.newsroom.dice.randbytes(65_536))
        self._edit()

    def _fill_disk(self) -> None:
        self._edit()
        with filled(self._store):
            self._edit()

    def _stop_database(self) -> None:
        self._edit()
        self.cluster.stop()
        try:
            self._edit()
        finally:
            self.cluster.start()

    def _crash_database(self) -> None:
        self._edit()
        self.cluster.stop("immediate")
        self.cluster.start()

    @property
    def _store(self) -> Path:
        return self.place / "data" / "pagestore"

    # --- looking -----------------------------------------------------------------------------------------------

    def _look(self, name: str) -> int:
        """Wait until all is done that is to be done, and see that it is right; how many pages were compared."""
        desk = self.newsroom.desk
        try:
            desk.wait_until_quiet(PATIENCE)
        except AssertionError as error:
            raise Violation(f"after {name}: {error}") from error
        self.newsroom.paths |= set(desk.do("stored"))
        self.readers.paths[:] = sorted(self.newsroom.paths)
        verdict = warraq(self.place, "pages", "verify", **self.variables)
        found = re.search(r"^(\d+) pages, 0 differ$", verdict.stdout, re.MULTILINE)
        if not found or verdict.returncode:
            raise Violation(f"after {name}: {verdict.stdout}{verdict.stderr}")
        self._look_for_what_was_taken_away(name)
        if self.readers.wrong:
            raise Violation(f"during {name}: {self.readers.wrong[:10]}")
        if self.server.process.poll() is not None:
            raise Violation(f"during {name}: the server has ended")
        return int(found[1])

    def _look_for_what_was_taken_away(self, name: str) -> None:
        answers = {path: ask(self.server.port, path) for path in sorted(self.newsroom.paths)}
        live = set(self.newsroom.desk.do("live"))  # after reading: what is scheduled may have come meanwhile
        taken = [word for pk, word in self.newsroom.words.items() if pk not in live]
        shown = [f"{path} shows {word}" for word in taken for path, answer in answers.items() if answer.shows(word)]
        # A page may still be as it was a moment before; what shows it twice, a moment apart, does show it.
        shown = [line for line in shown if ask(self.server.port, line.split(" ")[0]).shows(line.split(" ")[2])]
        if shown:
            raise Violation(f"after {name}: {shown[:10]}")
        missing = [
            f"{path}: {answer.status}" for path, answer in answers.items() if answer.status not in (200, 301, 404, 410)
        ]
        if missing:
            raise Violation(f"after {name}: {missing[:10]}")

    def table(self) -> str:
        lines = [f"{'trouble':20}{'times':>6}{'slowest to be right again':>28}"]
        for name, times in sorted(Counter(name for name, _ in self.told).items()):
            slowest = max(lasted for other, lasted in self.told if other == name)
            lines.append(f"{name:20}{times:6}{slowest:26.1f} s")
        answers = ", ".join(f"{count} × {status}" for status, count in sorted(self.readers.answers.items()))
        edits = f"{self.newsroom.count} edits, {self.newsroom.refused} refused"
        return "\n".join([*lines, f"{edits}; {len(self.newsroom.paths)} addresses; readers got {answers}"])


@contextmanager
def database(asked: str) -> Iterator[tuple[dict[str, str], Cluster | None]]:
    """What the site is told of its database: none is SQLite, `private` a server of its own, else an address."""
    if not asked:
        yield {}, None
    elif asked == "private":
        with private_cluster() as cluster:
            yield {"DATABASE_URL": cluster.url}, cluster
    else:
        name = f"warraq_soak_{secrets.token_hex(4)}"
        with psycopg.connect(asked, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                yield {"DATABASE_URL": urlsplit(asked)._replace(path=f"/{name}").geturl()}, None
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def soak(options: argparse.Namespace) -> int:
    print(f"seed {options.seed}; setting up a site", flush=True)
    with ExitStack() as stack:
        place = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="warraq-soak-", ignore_cleanup_errors=True))
        )
        scaffold(place)
        variables, cluster = stack.enter_context(database(options.database))
        variables["WARRAQ_BASE_URL"] = "http://127.0.0.1"
        store = place / "data" / "pagestore"
        store.mkdir(parents=True)
        has_small_disk = True
        try:
            stack.enter_context(small_disk(store, DISK))
        except NoDisk as error:
            has_small_disk = False
            print(f"left out: a full disk: {error}")
        print("left out: comments (not built yet), jumps of the clock (the tests of the schedule turn it)")
        server = stack.enter_context(serving(place, **variables))
        newsroom = Newsroom(stack.enter_context(open_desk(place, **variables)), random.Random(options.seed))
        readers = stack.enter_context(Readers(server.port, sorted(newsroom.paths), pause=0.03))
        run = Soak(place, server, newsroom, readers, variables)
        run.cluster, run.has_small_disk = cluster, has_small_disk
        try:
            run.run(options.seconds)
        except Violation as error:
            print(
                f"\nVIOLATION with --seed {options.seed}: {error}\n\nthe last operations:", *newsroom.done, sep="\n  "
            )
            print("", "the end of the server's log:", *server.output.splitlines()[-40:], sep="\n  ")
            return 1
        print(f"\n{run.table()}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120, help="how long, once the site runs (default 120)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10_000), help="for the same edits once more")
    parser.add_argument(
        "--database",
        default="",
        help="`private`: a PostgreSQL server of its own, which is stopped and crashed too; "
        "an address: a database of its own on that server; default: SQLite",
    )
    return soak(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
