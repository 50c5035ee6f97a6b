"""What has to be there before a page can be rendered outside a running site, and how far a long command has come."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import OutputWrapper

from warraq.theme import bundle

WIDTH = 30


def collect_static_files() -> None:
    """On a site that has never been served: its pages cannot be rendered without them."""
    root = Path(settings.STATIC_ROOT)
    if (root / getattr(staticfiles_storage, "manifest_name", "")).exists():
        return
    bundle.write(settings.SITE.root, settings.DATA)
    call_command("collectstatic", interactive=False, verbosity=0)


def draw_bar(out: OutputWrapper, done: int, total: int, what: str = "") -> None:
    """`[####    ] what 12/40`, where somebody is looking."""
    if not out.isatty() or done % 10 and done != total:
        return
    filled = WIDTH * done // max(total, 1)
    words = f"{what} {done}/{total}".strip()
    out.write(f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {words}", ending="\n" if done == total else "")
