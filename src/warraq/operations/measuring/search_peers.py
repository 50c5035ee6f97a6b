"""What the search is compared with: each gets the same stories and the same questions, as well as it can be asked."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import psycopg

from warraq.language.analysis import Analyser, analyser_for
from warraq.language.querying import Query, parse
from warraq.search.finding import Request
from warraq.search.kinds import Content

TIMEOUT = "20s"
Stories = Iterator[tuple[Content, str, str]]


@dataclass(frozen=True)
class Question:
    """A request with its analysed words."""

    request: Request
    asked: Query


class Peer(ABC):
    name: str

    @abstractmethod
    def build(self, stories: Stories) -> None: ...

    @abstractmethod
    def bytes(self) -> int: ...

    @abstractmethod
    def ask(self, question: Question) -> None:
        """The ten best."""

    @abstractmethod
    def take_away(self) -> None: ...

    def question(self, request: Request) -> Question:
        return Question(request, parse(request.text, _analyser(request.edition)))


@cache
def _analyser(language: str) -> Analyser:
    return analyser_for(language)


def _moment(content: Content) -> int:
    return int(content.at.timestamp()) if content.at else 0


def _section(content: Content) -> int:
    return next((int(fact.partition(":")[2]) for fact in content.facts if fact.startswith("section:")), 0)


def _days(request: Request) -> tuple[int, ...]:
    ends = (datetime.combine(day, time.min, UTC) for day in (request.since, request.until) if day)
    return tuple(int(end.timestamp()) for end in ends)


class Fts5(Peer):
    """SQLite over analysed text; rowids are the stories' own, so that by date is by rowid where that is the order."""

    name = "SQLite FTS5"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path)

    def build(self, stories: Stories) -> None:
        run = self.connection.execute
        run("CREATE VIRTUAL TABLE text USING fts5(title, body, content='', tokenize=unicode61)")
        run("CREATE TABLE story (id INTEGER PRIMARY KEY, at INTEGER, section INTEGER)")
        for content, title, body in stories:
            run("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)", (content.pk, title, body))
            run("INSERT INTO story VALUES (?, ?, ?)", (content.pk, _moment(content), _section(content)))
        run("INSERT INTO text (text) VALUES ('optimize')")
        self.connection.commit()

    def bytes(self) -> int:
        return self.path.stat().st_size

    def ask(self, question: Question) -> None:
        request = question.request
        statement = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, 3.0, 1.0) LIMIT 10"
        values: tuple = (_fts(question.asked),)
        if request.order == "date":
            statement = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid DESC LIMIT 10"
        elif request.section:
            # A cross join keeps the planner from reading the other table first.
            statement = (
                "SELECT text.rowid FROM text CROSS JOIN story ON story.id = text.rowid WHERE text MATCH ? "
                "AND +section = ? AND +at BETWEEN ? AND ? ORDER BY bm25(text, 3.0, 1.0) LIMIT 10"
            )
            values += (request.section, *_days(request))
        self.connection.execute(statement, values).fetchall()

    def take_away(self) -> None:
        self.connection.close()


def _fts(asked: Query) -> str:
    words = [f'"{word.term}"' for word in asked.required]
    phrases = ['"' + " ".join(word.term for word in phrase) + '"' for phrase in asked.phrases]
    return " AND ".join([*words, *phrases]) or '""'


class Postgresql(Peer):
    """A GIN index; `simple` over analysed text, or PostgreSQL's own Arabic over the text as it is."""

    def __init__(self, url: str, configuration: str) -> None:
        self.name = f"PostgreSQL {configuration}"
        self.configuration = configuration
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute(f"SET statement_timeout = '{TIMEOUT}'")

    def build(self, stories: Stories) -> None:
        run = self.connection.execute
        run("SET statement_timeout = 0")
        run("DROP TABLE IF EXISTS pg_temp.story")
        run("CREATE TEMP TABLE story (id int, at int, section int, words tsvector)")
        made = f"to_tsvector('{self.configuration}', %s)"
        weighed = f"setweight({made}, 'A') || setweight({made}, 'D')"
        with self.connection.transaction(), self.connection.cursor() as cursor:
            rows = (self._row(*story) for story in stories)
            cursor.executemany(f"INSERT INTO story VALUES (%s, %s, %s, {weighed})", rows)
        run("CREATE INDEX ON story USING gin (words)")
        run("CREATE INDEX ON story (at)")
        run("ANALYZE story")
        run(f"SET statement_timeout = '{TIMEOUT}'")

    def _row(self, content: Content, title: str, body: str) -> tuple:
        if self.configuration != "simple":
            title, body = content.title, " ".join(content.texts)
        return content.pk, _moment(content), _section(content), title, body

    def bytes(self) -> int:
        return self.connection.execute("SELECT pg_total_relation_size('pg_temp.story')").fetchone()[0]

    def ask(self, question: Question) -> None:
        request = question.request
        words = _tsquery(question.asked) if self.configuration == "simple" else request.text
        read = "to_tsquery" if self.configuration == "simple" else "websearch_to_tsquery"
        asked, narrowed, values = f"{read}('{self.configuration}', %s)", "", [words]
        if request.section:
            narrowed = " AND section = %s AND at BETWEEN %s AND %s"
            values += [request.section, *_days(request)]
        order = "at DESC" if request.order == "date" else f"ts_rank(words, {asked}) DESC"
        values += [] if request.order == "date" else [words]
        statement = f"SELECT id FROM story WHERE words @@ {asked}{narrowed} ORDER BY {order} LIMIT 10"
        # One that is stopped counts as so long.
        with suppress(psycopg.errors.QueryCanceled):
            self.connection.execute(statement, values).fetchall()

    def take_away(self) -> None:
        self.connection.close()


def _tsquery(asked: Query) -> str:
    words = [f"'{word.term}'" for word in asked.required]
    phrases = [" <-> ".join(f"'{word.term}'" for word in phrase) for phrase in asked.phrases]
    return " & ".join([*words, *(f"({phrase})" for phrase in phrases)])
