"""`warraq comments`: what an operator does with the comments of readers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from warraq.comments.defence.learning import retrain


class Command(BaseCommand):
    help = "Work on the comments of readers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("retrain", help="forget what was learned from moderators and learn it anew")

    def handle(self, **options: Any) -> None:
        shown, refused = retrain()
        self.stdout.write(f"learned from {shown + refused:,} texts: {shown:,} shown, {refused:,} refused")
