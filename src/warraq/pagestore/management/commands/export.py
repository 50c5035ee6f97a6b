import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from warraq.pagestore.exporting.checking import check
from warraq.pagestore.exporting.mirror import Refused
from warraq.pagestore.exporting.running import Options, Report, export
from warraq.pagestore.keeping import site_store
from warraq.pagestore.preparing import draw_bar

NAMED = 20  # problems told one by one


class Command(BaseCommand):
    help = "Writes the whole site as plain files that any file server can send, or compares them with their checksums."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="a new or empty directory, or that of an earlier export")
        parser.add_argument("--base-url", default="", help="where the mirror will stand, for feeds and search engines")
        parser.add_argument("--jobs", type=int, default=2, help="processes that work side by side")
        parser.add_argument("--link", action="store_true", help="hard links to pictures and films instead of copies")
        parser.add_argument("--for-files", action="store_true", help="links name index.html: no server needed")
        parser.add_argument(
            "--check", action="store_true", help="compare with the manifest; exit code 1 when one differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_well = self._check(options) if options["check"] else self._export(options)
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error  # a full disk, too; the next export goes on from here
        sys.exit(0 if is_well else 1)

    def _export(self, options: dict[str, Any]) -> bool:
        wanted = Options(_address(options["base_url"]), options["jobs"], options["link"], options["for_files"])
        began = time.monotonic()
        report = export(site_store(), options["directory"], wanted, self._bar)
        self._tell(report, time.monotonic() - began)
        return not (report.problems or report.broken)

    def _tell(self, report: Report, seconds: float) -> None:
        self._list("gone for good, left out", report.gone)
        self._list("linked to, but not on the site either", sorted(report.dead))
        self._list("links that lead nowhere", report.broken)
        self._list("problems", report.problems)
        kept = len(report.files) - report.written
        self.stdout.write(
            f"{report.pages} pages, {report.redirects} redirects, {len(report.files)} files, "
            f"{report.bytes / 1e6:.1f} MB in {seconds:.1f} s: {report.written} written, {kept} as they were, "
            f"{report.removed} removed; {len(report.broken)} broken links"
        )

    def _check(self, options: dict[str, Any]) -> bool:
        found = check(options["directory"], self._bar)
        self._list("missing", found.missing)
        self._list("changed", found.changed)
        self._list("not in the manifest", found.unknown)
        self.stdout.write(f"{found.files} files, {len(found.missing)} missing, {len(found.changed)} changed")
        return not (found.missing or found.changed)

    def _list(self, what: str, items: list[str]) -> None:
        if not items:
            return
        self.stdout.write(f"{what}: {len(items)}")
        for item in items[:NAMED]:
            self.stdout.write(f"  {item}")
        if len(items) > NAMED:
            self.stdout.write(f"  … and {len(items) - NAMED} more")

    def _bar(self, what: str, done: int, total: int) -> None:
        draw_bar(self.stderr, done, total, what)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise CommandError(f"--base-url: {text} is no address such as https://mirror.example.org/news")
    return text.rstrip("/")
