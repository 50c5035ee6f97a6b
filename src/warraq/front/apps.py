from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "warraq.front"
    verbose_name = _("front pages")

    def ready(self) -> None:
        from warraq.stories import arranging

        from .sections import compose_section

        arranging.register(compose_section)
        post_migrate.connect(make_editions, sender=self, dispatch_uid="warraq.front.editions")


def make_editions(plan: list[tuple[Any, bool]] | None = None, **kwargs: Any) -> None:
    """After every migration forwards: a site is never without its editions and their fixed pages."""
    if not any(backwards for _migration, backwards in plan or ()):
        from .setup import ensure_editions

        ensure_editions()
