import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from warraq.changes import log
from warraq.changes.keepers import parsed
from warraq.changes.models import ConsumerPosition, SetAside

SLOW = 60  # seconds a consumer may be behind


class Command(BaseCommand):
    help = "Shows how far each consumer of the change log is, and what was set aside; exit code 1 if anything is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", nargs="?", choices=["retry"], help="hand what was set aside over once more")
        parser.add_argument("number", nargs="?", type=int, help="of one set-aside change; all of them without it")
        parser.add_argument("--json", action="store_true", help="print for a script")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "retry":
            self._retry(options["number"])
            return
        consumers, aside = [_state(row) for row in ConsumerPosition.objects.order_by("name", "node")], _aside()
        if options["json"]:
            self.stdout.write(json.dumps({"consumers": consumers, "set_aside": aside}, ensure_ascii=False))
        else:
            self._print(consumers, aside)
        sys.exit(1 if aside or any(state["seconds"] > SLOW or state["error"] for state in consumers) else 0)

    def _retry(self, number: int | None) -> None:
        rows = SetAside.objects.filter(pk=number) if number else SetAside.objects.all()
        count = rows.update(retry_at=timezone.now(), tries=0)
        if number and not count:
            raise CommandError(f"nothing was set aside under the number {number}")
        self.stdout.write(f"{count} will be tried again by the worker")

    def _print(self, consumers: list[dict], aside: list[dict]) -> None:
        for state in consumers:
            behind = (
                f"{state['entries']} changes, {state['seconds']:.1f} s behind" if state["entries"] else "up to date"
            )
            self.stdout.write(
                f"{state['name']:12} {state['node']:20} {behind}   last seen {state['seen_at'] or 'never'}"
            )
            if state["error"]:
                self.stdout.write(f"    waits: {state['error']}")
        if not consumers:
            self.stdout.write("no consumer has reported yet: is `warraq worker` running?")
        for row in aside:
            self.stdout.write(
                f"set aside {row['number']}: change {row['change']} ({row['kind']} {row['subject']}) "
                f"for {row['consumer']}, {row['tries']} tries: {row['error']}"
            )


def _state(row: ConsumerPosition) -> dict[str, Any]:
    position = parsed(row.position)
    behind = log.lag(position) if position and log.belongs(position) else log.lag(log.start())
    return {
        "name": row.name,
        "node": row.node,
        "entries": behind.entries,
        "seconds": round(behind.seconds, 3),
        "error": row.error,
        "handled_at": row.handled_at.isoformat() if row.handled_at else None,
        "seen_at": row.seen_at.isoformat() if row.seen_at else None,
    }


def _aside() -> list[dict[str, Any]]:
    rows = SetAside.objects.order_by("pk")
    names = ("consumer", "node", "change", "kind", "subject", "error", "tries")
    return [{"number": row.pk} | {name: getattr(row, name) for name in names} for row in rows]
