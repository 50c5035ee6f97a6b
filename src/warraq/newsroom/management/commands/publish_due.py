from typing import Any

from django.core.management.base import BaseCommand

from warraq.newsroom.schedule import publish_due


class Command(BaseCommand):
    help = "Publish and withdraw the pages whose moment has come; incomplete ones are refused and named."

    def handle(self, *args: Any, **options: Any) -> None:
        report = publish_due()
        for page in report.published:
            self.stdout.write(f"published {page.pk} {page}")
        for page in report.withdrawn:
            self.stdout.write(f"withdrawn {page.pk} {page}")
        for page, reasons in report.refused:
            self.stderr.write(f"refused {page.pk} {page}: {' '.join(reasons)}")
