import sys
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from warraq.audit.anchors import usual_place
from warraq.audit.exporting import as_lines, as_table
from warraq.audit.models import Entry, Head
from warraq.audit.sealing import seal
from warraq.audit.verifying import verify


class Command(BaseCommand):
    help = (
        "The audit trail: `verify` finds rows that were changed, removed or put in another order (exit code 1), "
        "`export` prints it, `head` prints the seal of its end, to be kept elsewhere."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("verify")
        words.add_parser("head")
        export = words.add_parser("export")
        export.add_argument("--csv", action="store_true", help="a table; otherwise one JSON object a line")
        export.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="the first day: 2026-01-31")
        export.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="the last day")
        export.add_argument("--action", default="", help="only what begins so: wagtail.publish, auth.")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['word']}")(options)

    def _verify(self, options: dict[str, Any]) -> None:
        verdict = verify(usual_place())
        for fault in verdict.faults:
            self.stdout.write(f"WRONG  {fault}")
        if verdict.wrong > len(verdict.faults):
            self.stdout.write(f"WRONG  and {verdict.wrong - len(verdict.faults)} more")
        self.stdout.write(f"{verdict.count} rows, from {verdict.first} to {verdict.last}; the end is {verdict.seal}")
        self.stdout.write(f"{verdict.wrong} wrong" if verdict.wrong else "all as they were written")
        sys.exit(1 if verdict.wrong else 0)

    def _head(self, options: dict[str, Any]) -> None:
        seal()
        head = Head.objects.get(pk=1)
        self.stdout.write(f"{head.number} {head.seal}")

    def _export(self, options: dict[str, Any]) -> None:
        seal()
        entries = Entry.objects.order_by("number").filter(number__isnull=False)
        if options["since"]:
            entries = entries.filter(at__gte=_beginning(options["since"]))
        if options["until"]:
            entries = entries.filter(at__lt=_beginning(options["until"]) + timezone.timedelta(days=1))
        if options["action"]:
            entries = entries.filter(action__startswith=options["action"])
        for line in (as_table if options["csv"] else as_lines)(entries):
            self.stdout.write(line, ending="")


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
