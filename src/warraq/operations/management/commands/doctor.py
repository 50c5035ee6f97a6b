import sys
from typing import Any

from django.core.management.base import BaseCommand

from warraq.operations.database_health import examine_database
from warraq.operations.health import examine_files


class Command(BaseCommand):
    help = "Says in plain words what is wrong with this installation and what to do; exit code 1 if anything."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for examine in (examine_files, examine_database):
            for finding in examine():
                wrong += finding.is_wrong
                self.stdout.write(f"{finding.mark}  {finding.text}")
                if finding.advice:
                    self.stdout.write(f"       → {finding.advice}")
        self.stdout.write(f"\n{wrong} to mend" if wrong else "\nall is well")
        sys.exit(1 if wrong else 0)
