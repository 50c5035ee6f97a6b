from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "warraq.stories"
    verbose_name = _("stories")

    def ready(self) -> None:
        from . import handlers
        from .addresses import RecordId

        handlers.connect()
        register_converter(RecordId, "id")
