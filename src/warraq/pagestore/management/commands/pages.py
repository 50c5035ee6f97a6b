import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warraq.pagestore import building
from warraq.pagestore.consumer import notice_new_looks
from warraq.pagestore.index import IndexCorrupt
from warraq.pagestore.keeping import site_store
from warraq.pagestore.preparing import collect_static_files, draw_bar
from warraq.pagestore.upkeep import waiting
from warraq.pagestore.verifying import verify

PATIENCE = 60  # seconds for the worker to come to rest before pages are compared


class Command(BaseCommand):
    help = "Renders pages ahead of need (build), compares them with fresh ones (verify), throws them away (purge)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        build = actions.add_parser("build", help="render what is missing or stale; can be stopped and run again")
        build.add_argument("--jobs", type=int, default=2, help="processes that render side by side")
        actions.add_parser("verify", help="render every stored page afresh and compare; exit code 1 if any differs")
        actions.add_parser("purge", help="throw every stored page away")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _build(self, options: dict[str, Any]) -> None:
        collect_static_files()
        store, began = site_store(), time.monotonic()
        building.catch_up(store)
        notice_new_looks(store)
        done = building.build(store, options["jobs"], self._bar)
        seconds = max(time.monotonic() - began, 1e-6)
        left = waiting(store)
        self.stdout.write(f"{done} pages rendered in {seconds:.1f} s, {done / seconds:.0f}/s; {left} could not be")
        sys.exit(1 if left else 0)

    def _verify(self, options: dict[str, Any]) -> None:
        collect_static_files()
        store = site_store()
        try:
            with store.healing():
                store.index.check()
                building.wait_for_worker(store, PATIENCE)
                verdict = verify(store, self._bar)
        except IndexCorrupt as error:
            raise CommandError(
                f"the index of the stored pages was damaged ({error}): every page is rendered anew; verify again then"
            ) from error
        for path, wrong in verdict.differing:
            self.stdout.write(f"{path}: {wrong}")
        self.stdout.write(f"{verdict.pages} pages, {len(verdict.differing)} differ")
        if verdict.waiting:
            self.stdout.write(f"{verdict.waiting} more are known to be old and wait to be rendered")
        sys.exit(1 if verdict.differing else 0)

    def _purge(self, options: dict[str, Any]) -> None:
        store = site_store()
        store.start_afresh()
        store.sweep_runs()
        self.stdout.write("every stored page is gone; each is rendered when it is asked for, the rest by the worker")

    def _bar(self, done: int, total: int) -> None:
        draw_bar(self.stderr, done, total)
