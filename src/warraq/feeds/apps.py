from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "warraq.feeds"
    verbose_name = _("feeds")

    def ready(self) -> None:
        from . import directory, former, handlers

        directory.register()
        former.register()
        handlers.connect()
