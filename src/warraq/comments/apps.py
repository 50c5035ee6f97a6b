from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "warraq.comments"
    verbose_name = _("comments")

    def ready(self) -> None:
        from . import handlers

        handlers.connect()
