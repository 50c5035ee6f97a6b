from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharecardsConfig(AppConfig):
    name = "warraq.sharecards"
    verbose_name = _("share cards")

    def ready(self) -> None:
        from . import handlers

        handlers.connect()
