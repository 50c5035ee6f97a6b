"""`warraq bench`: what a site of many stories costs to fill and to render, and how far a change reaches."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warraq.importers import synthetic
from warraq.importers.benchmark import ROUNDS, addresses, measure_pages, table_of
from warraq.importers.comparison import compare
from warraq.importers.progress import Progress
from warraq.importers.reach import measure_reach, table_of_reach
from warraq.operations import static_files
from warraq.operations.measuring import newsroom
from warraq.operations.measuring.commenting import measure_commenting
from warraq.operations.measuring.filming import measure_filming
from warraq.operations.measuring.mapping import measure_mapping
from warraq.operations.measuring.pictures import measure_pictures
from warraq.operations.measuring.publishing import measure_publishing
from warraq.operations.measuring.readership import measure_beacons, measure_sums
from warraq.operations.measuring.relatedness import measure_corpus, measure_relatedness
from warraq.operations.measuring.searching import measure_searching
from warraq.operations.measuring.serving import measure_serving, pages_of
from warraq.operations.measuring.sharecards import measure_cards
from warraq.operations.measuring.wire import CannotMeasure
from warraq.pagestore.keeping import site_store

SIZES = (1_000, 100_000)


class Command(BaseCommand):
    help = "Measure filling and rendering; without a word: compare temporary sites of several sizes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="stories of the compared sites")
        parser.add_argument("--sample", type=Path, help="a table whose import is timed too")
        words = parser.add_subparsers(dest="word")
        fill = words.add_parser("fill", help="add synthetic stories to this site")
        fill.add_argument("count", type=int)
        render = words.add_parser("render", help="measure cold renders of this site")
        render.add_argument("--rounds", type=int, default=ROUNDS)
        render.add_argument("--json", action="store_true")
        words.add_parser("serve", help="measure stored pages of this site beside nginx and bare bytes (wrk, nginx)")
        publish = words.add_parser(
            "publish", help="publish a story a second on this site and time it through HTTP (wrk)"
        )
        publish.add_argument("--count", type=int, default=60, help="stories; they are taken away again")
        desks = words.add_parser(
            "newsroom", help="measure publishing, moving and the newsroom's pages on this site, each taken back"
        )
        desks.add_argument("--rounds", type=int, default=newsroom.ROUNDS)
        search = words.add_parser(
            "search", help="build this site's search index and ask it, beside FTS5 and PostgreSQL"
        )
        search.add_argument("--count", type=int, default=100, help="questions of each kind")
        search.add_argument("--postgresql", default="", help="a database in which a temporary table may be made")
        search.add_argument("--alone", action="store_true", help="without FTS5 and PostgreSQL")
        related = words.add_parser("related", help="look for related stories, count how many are of the same section")
        related.add_argument("--count", type=int, default=400, help="stories they are looked for")
        related.add_argument("--corpus", type=Path, help="on a temporary site with the stories of this table")
        words.add_parser("reads", help="send read beacons to a front, and add up a month of reads of this site (wrk)")
        comments = words.add_parser(
            "comments", help="judge and post comments on this site, flood it, ask the queue; each taken back"
        )
        comments.add_argument("--flood", type=int, default=100_000, help="posts of each flood")
        cards = words.add_parser("cards", help="draw share cards of this site's newest pages, and keep none")
        cards.add_argument("--count", type=int, default=100)
        films = words.add_parser("films", help="encode a film in all sizes, against its length; keeps none")
        films.add_argument("--seconds", type=int, default=20, help="length of the film that is made for it")
        films.add_argument("--file", type=Path, help="a film of your own instead")
        words.add_parser("maps", help="draw maps of several frames: CPU time, bytes, names; needs no site")
        words.add_parser("pictures", help="take a picture in and make its sizes; find what looks alike; keeps nothing")
        words.add_parser("refresh", help="count the pages of this site that one change refreshes")

    def handle(self, **options: Any) -> None:
        if options["word"] == "fill":
            self._fill(options["count"])
        elif options["word"] == "render":
            self._render(options["rounds"], options["json"])
        elif options["word"] == "serve":
            self._serve()
        elif options["word"] == "publish":
            self._publish(options["count"])
        elif options["word"] == "newsroom":
            self._newsroom(options["rounds"])
        elif options["word"] == "search":
            measure_searching(options["count"], options["postgresql"], not options["alone"], self._say)
        elif options["word"] == "related":
            self._related(options["count"], options["corpus"])
        elif options["word"] == "reads":
            self._reads()
        elif options["word"] == "comments":
            self._comments(options["flood"])
        elif options["word"] == "cards":
            self._cards(options["count"])
        elif options["word"] == "films":
            measure_filming(options["file"], options["seconds"], self._say)
        elif options["word"] == "maps":
            measure_mapping(self._say)
        elif options["word"] == "pictures":
            measure_pictures(self._say)
        elif options["word"] == "refresh":
            self._refresh()
        else:
            compare(options["sizes"], options["sample"], self.stdout.write)

    def _fill(self, count: int) -> None:
        if count < 1:
            raise CommandError("at least one story")
        progress = Progress(sys.stderr, "stories")
        started = time.monotonic()
        try:
            synthetic.fill(count, progress.show)
        finally:
            progress.end()
        seconds = time.monotonic() - started
        self.stdout.write(f"{count:,} stories in {seconds:.1f} s: {count / seconds:,.0f} stories/s")

    def _render(self, rounds: int, as_json: bool) -> None:
        static_files.prepare()  # pages name static files by their hashes
        try:
            measured = measure_pages(rounds)
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        if as_json:
            self.stdout.write(json.dumps([item.as_json() for item in measured]))
        else:
            for line in table_of({"this site": measured}):
                self.stdout.write(line)

    def _serve(self) -> None:
        static_files.prepare()
        store = site_store()
        try:
            measure_serving(store, pages_of(store, addresses()["story"]), self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _publish(self, count: int) -> None:
        static_files.prepare()
        try:
            measure_publishing(site_store(), count, self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _newsroom(self, rounds: int) -> None:
        static_files.prepare()
        try:
            newsroom.measure_newsroom(rounds, self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _related(self, count: int, corpus: Path | None) -> None:
        try:
            if corpus:
                measure_corpus(corpus, count, self._say)
            else:
                measure_relatedness(count, self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _reads(self) -> None:
        try:
            measure_beacons(self._say)
            measure_sums(self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _comments(self, flood: int) -> None:
        try:
            measure_commenting(flood, self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _cards(self, count: int) -> None:
        try:
            measure_cards(count, self._say)
        except CannotMeasure as error:
            raise CommandError(str(error)) from error

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _refresh(self) -> None:
        static_files.prepare()
        try:
            site, reached = measure_reach()
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        for line in table_of_reach(site, reached):
            self.stdout.write(line)
