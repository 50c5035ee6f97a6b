import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from warraq.front.setup import ensure_editions
from warraq.operations import first_run, server, static_files


class Command(BaseCommand):
    help = "Sets up what is missing (database, first editor, demo on an empty site); runs the site on PORT."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 is every one")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty site empty")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], settings.SITE.port
        if reason := server.why_not(host, port):
            raise CommandError(
                f"cannot listen on {host}, port {port}: {reason}. Choose another: PORT=8001 warraq serve",
                returncode=2,
            )
        with first_run.alone():
            password = self._set_up(is_demo_wanted=not options["no_demo"])
        sys.exit(server.run(host, port, settings.SITE.root, lambda: self._greet(host, port, password)))

    def _set_up(self, is_demo_wanted: bool) -> str | None:
        """Make what is missing; the first editor's password if it was generated."""
        if first_run.needs_migration():
            self._say("preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        else:
            ensure_editions()  # warraq.toml may name one more since the last start
        static_files.prepare()
        if is_demo_wanted and first_run.is_empty():
            call_command("demo", stdout=self.stdout)
        # Last of all: whoever stops an earlier step is told a password the next time.
        return first_run.ensure_editor()

    def _greet(self, host: str, port: int, password: str | None) -> None:
        address = f"http://{host}:{port}"
        self._say(f"\n  site      {address}/\n  newsroom  {address}/newsroom/   user: {first_run.EDITOR}")
        if password:
            self._say(f"  password  {password}   (shown this once; to change it: warraq editor {first_run.EDITOR})")
        self._say("")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
