from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from warraq.newsroom.workflow import ready


class Command(BaseCommand):
    help = "Says which workflow the site has, or puts one of the three ready ones over the whole site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", choices=[kind.value for kind in ready.Kind])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"]:
            ready.choose(ready.Kind(options["kind"]))
        kind, workflow = ready.current_kind(), ready.current()
        if workflow is None:
            self.stdout.write("no workflow: whoever may publish publishes, others save drafts")
            return
        steps = ", then ".join(_described(task) for task in workflow.tasks.specific())
        self.stdout.write(f"{kind.value if kind else 'own'}: “{workflow.name}”: {steps or 'no step'}")


def _described(task: Any) -> str:
    groups = " or ".join(task.groups.values_list("name", flat=True)) if hasattr(task, "groups") else ""
    words = [f"{task.name} ({groups or 'nobody'})"]
    if getattr(task, "others_only", False):
        words.append("never by the author")
    if getattr(task, "hours", None):
        words.append(f"due after {task.hours} h")
    return ", ".join(words)
