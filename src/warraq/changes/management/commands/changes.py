import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from warraq.changes import states
from warraq.changes.models import ConsumerPosition, SetAside
from warraq.changes.states import State


class Command(BaseCommand):
    help = "Shows how far each consumer of the change log is, and what was set aside; exit code 1 if anything is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = "retry: hand what was set aside over once more; forget: a site-wide consumer that runs no more"
        parser.add_argument("action", nargs="?", choices=["retry", "forget"], help=actions)
        parser.add_argument("which", nargs="?", help="number of one set-aside change, or name of the consumer")
        parser.add_argument("--json", action="store_true", help="print for a script")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "retry":
            self._retry(options["which"])
        elif options["action"] == "forget":
            self._forget(options["which"])
        else:
            self._show(options["json"])

    def _retry(self, number: str | None) -> None:
        if number and not number.isdecimal():
            raise CommandError(f"a set-aside change has a number, not {number!r}")
        rows = SetAside.objects.filter(pk=number) if number else SetAside.objects.all()
        count = rows.update(retry_at=timezone.now(), tries=0)
        if number and not count:
            raise CommandError(f"nothing was set aside under the number {number}")
        self.stdout.write(f"{count} will be tried again by the worker")

    def _forget(self, name: str | None) -> None:
        count, _rows = ConsumerPosition.objects.filter(name=name or "", node="").delete()
        if not count:
            raise CommandError(f"there is no site-wide consumer called {name!r}")
        SetAside.objects.filter(consumer=name, node="").delete()
        self.stdout.write(f"{name} is forgotten; should it run again, it starts over")

    def _show(self, is_json: bool) -> None:
        consumers, aside = states.consumers(), states.set_aside()
        if is_json:
            shown = {"consumers": [*map(_as_json, consumers)], "set_aside": [*map(_aside_as_json, aside)]}
            self.stdout.write(json.dumps(shown, ensure_ascii=False))
        else:
            self._print(consumers, aside)
        sys.exit(1 if aside or any(state.is_slow or state.is_waiting for state in consumers) else 0)

    def _print(self, consumers: list[State], aside: list[SetAside]) -> None:
        for state in consumers:
            lag = state.lag
            behind = f"{lag.entries} changes, {lag.seconds:.1f} s behind" if lag.entries else "up to date"
            seen = f"{state.seen_at or 'never'}{' (gone)' if state.is_gone else ''}"
            self.stdout.write(f"{state.name:12} {state.node:20} {behind}   last seen {seen}")
            if state.error:
                self.stdout.write(f"    waits: {state.error}")
        if not consumers:
            self.stdout.write("no consumer has reported yet: is `warraq worker` running?")
        for row in aside:
            self.stdout.write(
                f"set aside {row.pk}: change {row.change} ({row.kind} {row.subject}) "
                f"for {row.consumer}, {row.tries} tries: {row.error}"
            )


def _as_json(state: State) -> dict[str, Any]:
    return {
        "name": state.name,
        "node": state.node,
        "is_gone": state.is_gone,
        "entries": state.lag.entries,
        "seconds": round(state.lag.seconds, 3),
        "error": state.error,
        "handled_at": state.handled_at.isoformat() if state.handled_at else None,
        "seen_at": state.seen_at.isoformat() if state.seen_at else None,
    }


def _aside_as_json(row: SetAside) -> dict[str, Any]:
    names = ("consumer", "node", "change", "kind", "subject", "error", "tries")
    return {"number": row.pk} | {name: getattr(row, name) for name in names}
