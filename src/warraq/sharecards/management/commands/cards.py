from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from warraq.sharecards import sweeping
from warraq.sharecards.models import ShareCard


class Command(BaseCommand):
    help = "Makes the share cards that are missing or show something else than their pages, in this process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also of pages that came out more than a year ago")

    def handle(self, *args: Any, **options: Any) -> None:
        mark, before = sweeping.begin(), sweeping.LAST
        while before is not None:
            before = sweeping.go_on(mark, before, options["all"])
        self.stdout.write(f"{ShareCard.objects.count()} cards")
