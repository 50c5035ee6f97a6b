import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from warraq.readership import lists, rolling
from warraq.readership.journal import BROKEN, ENDING
from warraq.readership.models import Rolled, Standing

LONG = 60  # seconds that counts wait while a worker runs and the database answers, at the very most


class Command(BaseCommand):
    help = "Shows what has been counted and what waits; exit code 1 if counts wait for long. recount: sum up anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = "recount: make what the windows add up to, and the lists, anew from the buckets"
        parser.add_argument("action", nargs="?", choices=["recount"], help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "recount":
            rolling.recount()
            changed = lists.refresh()
            self.stdout.write(f"summed up anew; {changed} lists look other than before")
        else:
            self._show()

    def _show(self) -> None:
        place = Path(settings.WARRAQ_READS["place"])
        waiting = sorted(place.glob(f"*{ENDING}"))
        age = timezone.now().timestamp() - waiting[0].stat().st_mtime if waiting else 0
        rolled = Rolled.objects.first()
        self.stdout.write(f"windows end with: {rolled.hour:%Y-%m-%d %H}:00 UTC" if rolled else "nothing was read yet")
        for window in ("day", "week", "month"):
            self.stdout.write(
                f"stories read in the {window}: {Standing.objects.filter(**{f'{window}__gt': 0}).count()}"
            )
        self.stdout.write(f"batches waiting: {len(waiting)}" + (f", the oldest for {age:.0f} s" if waiting else ""))
        if broken := list(place.glob(f"*{BROKEN}")):
            self.stdout.write(f"files that are no batch, put aside: {', '.join(file.name for file in broken)}")
        if age > LONG:
            self.stdout.write("counts wait for long: is the worker running, does the database answer?")
            sys.exit(1)
