"""`warraq demo`: make the demonstration newsroom, or take it away again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warraq.demo.builder import CannotBuild, build
from warraq.demo.removal import remove


class Command(BaseCommand):
    help = "Make a demonstration newsroom: stories, dossiers, albums, videos, in Arabic and English."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the demonstration away again")
        parser.add_argument("--force", action="store_true", help="add it even where there are sections or stories")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self._remove()
        else:
            self._build(options["force"])

    def _build(self, force: bool) -> None:
        try:
            newsroom = build(force=force, progress=self._progress)
        except CannotBuild as reason:
            raise CommandError(str(reason)) from reason
        if newsroom is None:
            self.stdout.write("The demo is already here; nothing was changed. To remove it: warraq demo --remove")
        else:
            self.stdout.write(f"The demo is ready: {newsroom.things.count()} things made.")

    def _remove(self) -> None:
        result = remove()
        if not result.count and not result.stayed:
            self.stdout.write("There is no demo here; nothing was changed.")
            return
        self.stdout.write(f"The demo is gone: {result.count} things removed.")
        if result.stayed:
            self.stdout.write("These stayed, because editors' work stands below them or refers to them:")
            self.stdout.writelines(f"  {name}" for name in result.stayed)

    def _progress(self, what: str, done: int, total: int) -> None:
        """One line that counts up on a terminal; elsewhere only its last state."""
        line = f"{what}: {done} of {total}"
        if self.stdout.isatty():
            self.stdout.write(f"\r{line}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(line)
