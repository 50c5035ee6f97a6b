import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from warraq.front.setup import ensure_editions
from warraq.operations import first_run, fronting, places, server, static_files


class Command(BaseCommand):
    help = "Sets up what is missing (database, first editor, demo on an empty site); runs the site on PORT."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 is every one")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty site empty")
        parser.add_argument(
            "--no-front", action="store_true", help="listen on the socket only, for a proxy: see warraq nginx-config"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port, has_front = options["host"], settings.SITE.port, not options["no_front"]
        reason = server.why_not(host, port) if has_front else None
        if reason:
            raise CommandError(
                f"cannot listen on {host}, port {port}: {reason}. Choose another: PORT=8001 warraq serve",
                returncode=2,
            )
        with first_run.alone():
            password = self._set_up_if_possible(is_demo_wanted=not options["no_demo"])
        fronting.write()
        connection.close()
        path = places.socket(settings.DATA)
        plans = [server.application(path, is_shared=not has_front), *server.background()]
        if has_front:
            plans.insert(0, server.front(host, port, places.front_config(settings.DATA)))

        def is_ready() -> bool:
            has_begun = server.says_it_is_ready(host, port) if has_front else server.listens(path)
            if has_begun:
                self._greet(f"http://{host}:{port}" if has_front else settings.WARRAQ_BASE_URL, password)
            return has_begun

        sys.exit(server.run(plans, settings.SITE.root, is_ready, self._prepare_again))

    def _set_up_if_possible(self, is_demo_wanted: bool) -> str | None:
        """What is stored can be read without a database: only a site that has never run needs one to start."""
        try:
            return self._set_up(is_demo_wanted)
        except DatabaseError as error:
            if not places.front_config(settings.DATA).exists():
                raise
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            self.stderr.write(f"warraq: the database does not answer: {reason}. Stored pages are served all the same.")
        return None

    def _set_up(self, is_demo_wanted: bool) -> str | None:
        """Make what is missing; the first editor's password if it was generated."""
        static_files.prepare()
        if first_run.needs_migration():
            self._say("preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        else:
            ensure_editions()  # warraq.toml may name one more since the last start
        if is_demo_wanted and first_run.is_empty():
            call_command("demo", stdout=self.stdout)
        # Last of all: whoever stops an earlier step is told a password the next time.
        return first_run.ensure_editor()

    def _prepare_again(self) -> None:
        """Before a reload: styles, static files and texts may be others."""
        static_files.prepare()
        fronting.write()

    def _greet(self, address: str, password: str | None) -> None:
        self._say(f"\n  site      {address}/\n  newsroom  {address}/newsroom/   user: {first_run.EDITOR}")
        if password:
            self._say(f"  password  {password}   (shown this once; to change it: warraq editor {first_run.EDITOR})")
        self._say("")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
