from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelatedConfig(AppConfig):
    name = "warraq.related"
    verbose_name = _("related stories")

    def ready(self) -> None:
        from . import handlers

        handlers.connect()
