from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warraq.operations.nginx import nginx_config


class Command(BaseCommand):
    help = "Prints the configuration with which nginx serves stored pages, beside `warraq serve --no-front`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--listen", type=int, default=80, metavar="PORT", help="where nginx listens; 80")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(nginx_config(options["listen"]), ending="")
        except ValueError as error:
            raise CommandError(str(error)) from error
