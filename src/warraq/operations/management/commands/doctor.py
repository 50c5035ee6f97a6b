import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from warraq.language.faults import KINDS
from warraq.newsroom.archive import batches, report
from warraq.newsroom.archive.models import Repair
from warraq.operations.database_health import examine_database
from warraq.operations.health import examine_files

UNUSABLE = 2


class Command(BaseCommand):
    help = (
        "Says in plain words what is wrong with this installation and what to do; with `text`, with the letters of "
        "everything stored. Exit code 1 if anything."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("subject", nargs="?", choices=["text"], help="the letters of everything stored")
        text = parser.add_argument_group("with `text`")
        text.add_argument("--anew", action="store_true", help="do not go on with an examination that was interrupted")
        text.add_argument("--samples", type=int, default=3, metavar="N", help="samples of each kind (3)")
        text.add_argument("--json", action="store_true", help="print what was found as one JSON object")
        text.add_argument("--kinds", default="", metavar="KINDS", help=f"of {','.join(KINDS)}; default: all")
        text.add_argument("--repair", action="store_true", help="show what a repair would change, and change nothing")
        text.add_argument("--apply", action="store_true", help="repair, in a batch that can be undone")
        text.add_argument("--batches", action="store_true", help="list the batches")
        text.add_argument("--undo", type=int, metavar="BATCH", help="bring back what a batch changed")
        text.add_argument("--resume", action="store_true", help="go on with a batch that was interrupted")

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(self._examine_text(options) if options["subject"] else self._examine_installation())

    def _examine_installation(self) -> int:
        wrong = 0
        for examine in (examine_files, examine_database):
            for finding in examine():
                wrong += finding.is_wrong
                self.stdout.write(f"{finding.mark}  {finding.text}")
                if finding.advice:
                    self.stdout.write(f"       → {finding.advice}")
        self.stdout.write(f"\n{wrong} to mend" if wrong else "\nall is well")
        return 1 if wrong else 0

    def _examine_text(self, options: dict[str, Any]) -> int:
        say = self.stdout.write
        if options["batches"]:
            report.print_batches(say)
            return 0
        if options["undo"] is not None:
            return self._undo(options["undo"])
        if options["resume"]:
            return self._resume()
        kinds = batches.repairable(options["kinds"].split(",") if options["kinds"] else list(KINDS))
        if not kinds:
            return self._refuse(f"of these kinds none can be repaired: choose from {','.join(KINDS)}")
        try:
            examination = report.examine(self.stderr.write if options["json"] else say, options["anew"])
        except report.UnderWay:
            return self._refuse("a batch is being worked on; `--resume` goes on with one that was interrupted")
        if options["repair"] or options["apply"]:
            if options["repair"]:
                report.print_preview(examination, kinds, max(options["samples"], 0), say)
            if options["apply"]:
                report.work(batches.begin(examination, kinds), say)
            return 0
        found = report.summary(examination, max(options["samples"], 0))
        if options["json"]:
            say(json.dumps(found, ensure_ascii=False))
        else:
            report.print_summary(found, say)
        return 1 if found["faults"] or found["keywords"] else 0

    def _undo(self, number: int) -> int:
        repair = Repair.objects.filter(pk=number).first()
        if repair is None or not batches.start_undoing(repair):
            return self._refuse(f"batch {number} is not one that can be undone: see `--batches`")
        repair.refresh_from_db()
        report.work(repair, self.stdout.write)
        return 0

    def _resume(self) -> int:
        repair = batches.under_way()
        if repair is None:
            return self._refuse("no batch was interrupted")
        report.work(repair, self.stdout.write)
        return 0

    def _refuse(self, why: str) -> int:
        self.stderr.write(why)
        return UNUSABLE
