"""`warraq search`: builds the index, says how it is, asks it a question. `match`, which needs no site, is in cli.py."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warraq.pagestore.preparing import draw_bar
from warraq.search.building import Build, BusyBuilding
from warraq.search.finding import Found, Request, SearchAway, find
from warraq.search.models import groups_of_editors
from warraq.search.places import site_place, stamp_with
from warraq.search.states import state_of
from warraq.search.verifying import verify

MEGABYTE = 1_000_000


class Command(BaseCommand):
    help = (
        "Builds the search index anew (build), says how it is (status), asks it a question (find). "
        "`warraq search match --help` says how texts are judged without an index."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("build", help="build the index anew from the content; the present one serves meanwhile")
        actions.add_parser("status", help="what is in the index; exit code 1 if there is none")
        actions.add_parser("verify", help="compare its records with what readers may see; exit code 1 if any differs")
        ask = actions.add_parser("find", help="what readers would find")
        ask.add_argument("words")
        ask.add_argument("--edition", default="ar")
        ask.add_argument("--order", choices=["relevance", "date"], default="relevance")
        ask.add_argument("--page", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _build(self, options: dict[str, Any]) -> None:
        began = time.monotonic()
        try:
            build = Build(site_place(), stamp_with(groups_of_editors()))
        except BusyBuilding as error:
            raise CommandError("the worker is building one already") from error
        while not build.step(1.0):
            draw_bar(self.stderr, build.progress.done, build.progress.all)
        seconds = max(time.monotonic() - began, 1e-6)
        done = build.progress.done
        self.stdout.write(f"{done:,} records in {seconds:.1f} s, {done / seconds:,.0f}/s")

    def _status(self, options: dict[str, Any]) -> None:
        state = state_of()
        if state.told.is_building:
            self.stdout.write(f"being built: {state.told.done:,} of {state.told.all:,} records")
        if state.told.error:
            self.stdout.write(f"hindered: {state.told.error}")
        if not state.has_index:
            self.stdout.write("there is no index yet")
            sys.exit(1)
        kinds = ", ".join(f"{name} {count:,}" for name, count in state.by_kind.items())
        self.stdout.write(f"{state.records:,} records ({kinds}), {state.bytes / MEGABYTE:.1f} MB, {state.path}")
        if not state.is_newest:
            self.stdout.write("it was made by another version or with other names: the worker builds the next one")

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            verdict = verify()
        except SearchAway as error:
            raise CommandError(str(error)) from error
        for what in ("missing", "extra", "doubled"):
            for key in getattr(verdict, what):
                self.stdout.write(f"{key}: {what}")
        differing = len(verdict.missing) + len(verdict.extra) + len(verdict.doubled)
        self.stdout.write(f"{verdict.records:,} records, {differing} differ")
        sys.exit(0 if verdict.is_right else 1)

    def _find(self, options: dict[str, Any]) -> None:
        began = time.perf_counter()
        try:
            found = find(Request(options["edition"], options["words"], order=options["order"], page=options["page"]))
        except SearchAway as error:
            raise CommandError(str(error)) from error
        self._show(found, (time.perf_counter() - began) * 1000)

    def _show(self, found: Found, milliseconds: float) -> None:
        loosened = f", {found.loosened}: {found.suggestion}" if found.loosened else ""
        pages = f"page {found.page} of {found.pages}"
        self.stdout.write(f"{found.count:,} found, {pages}, {milliseconds:.1f} ms{loosened}")
        for hit in found.hits:
            headline = "".join(f"[{text}]" if is_marked else text for text, is_marked in hit.headline)
            snippet = "".join(f"[{text}]" if is_marked else text for text, is_marked in hit.snippet)
            when = f"{hit.at:%Y-%m-%d}" if hit.at else ""
            self.stdout.write(f"\n{headline}  {when}\n  {snippet}\n  {hit.url}")
