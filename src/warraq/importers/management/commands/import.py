"""`warraq import table FILE`: reads stories of another system."""

import json
import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from warraq.editions.models import Edition
from warraq.importers.mapping import ORDERS, Mapping, MappingError, read_mapping, with_flags
from warraq.importers.progress import Progress
from warraq.importers.reading import UnreadableFile
from warraq.importers.report import Report
from warraq.importers.running import ImportRun, Options

LARGEST_BATCH = 500


class Command(BaseCommand):
    help = "Read stories of another system."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="table")
        table = kinds.add_parser("table", help="from JSON Lines or CSV, plain or gzip")
        table.add_argument("file", type=Path)
        table.add_argument("--mapping", type=Path, help="TOML file: which column is what (docs/import.md)")
        table.add_argument("--edition", default=settings.LANGUAGE_CODE, help="for rows that name no language")
        table.add_argument("--source", help="name under which the rows are remembered; else the file's own")
        table.add_argument("--section", help="for rows that name no section")
        table.add_argument("--form", help="for rows that name no form")
        table.add_argument("--encoding", help="of the file, utf-8 unless said")
        table.add_argument("--date-order", choices=ORDERS[1:], help="of dates such as 03/04/2015")
        table.add_argument("--time-zone", help="of dates without an offset; else the edition's")
        table.add_argument("--batch", type=int, default=200, help="rows in one transaction, at most 500")
        table.add_argument("--dry-run", action="store_true", help="write nothing, say what would happen")
        table.add_argument("--overwrite", action="store_true", help="also stories edited in the newsroom since")
        table.add_argument("--report", type=Path, help="write the report as JSON")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        progress = Progress(sys.stderr, "rows")
        try:
            mapping = _mapping(options)
            run = ImportRun(path, mapping, _options(options, mapping), progress.show)
            report = run.run()
        except (MappingError, UnreadableFile) as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()
        self._say(report, options["report"])
        if report.rows and report.refused_rows == report.rows:
            raise CommandError("not one row could be used")

    def _say(self, report: Report, path: Path | None) -> None:
        for line in report.lines():
            self.stdout.write(line)
        if path:
            path.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")


def _mapping(options: dict[str, Any]) -> Mapping:
    mapping = read_mapping(options["mapping"]) if options["mapping"] else Mapping()
    flags = ("encoding", "date_order", "time_zone", "section", "form", "source")
    return with_flags(mapping, **{name: options[name] for name in flags})


def _options(options: dict[str, Any], mapping: Mapping) -> Options:
    if not Edition.objects.filter(code=options["edition"]).exists():
        raise CommandError(f"there is no edition “{options['edition']}”")
    if not 0 < options["batch"] <= LARGEST_BATCH:
        raise CommandError(f"--batch: 1 to {LARGEST_BATCH} rows")
    return Options(
        edition=options["edition"],
        source=_name(mapping.source or options["file"].name),
        batch=options["batch"],
        is_dry=options["dry_run"],
        overwrite=options["overwrite"],
    )


def _name(text: str) -> str:
    """A source's name: the file's without its endings, in letters, digits and hyphens."""
    stem = re.sub(r"(\.(jsonl|ndjson|json|csv|tsv|txt|gz))+$", "", text, flags=re.IGNORECASE)
    return re.sub(r"[^\w-]+", "-", stem).strip("-")[:50] or "table"
