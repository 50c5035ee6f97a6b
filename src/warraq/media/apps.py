from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "warraq.media"
    verbose_name = _("media")

    def ready(self) -> None:
        from . import handlers

        handlers.connect()
