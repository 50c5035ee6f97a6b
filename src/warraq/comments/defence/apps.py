from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DefenceConfig(AppConfig):
    name = "warraq.comments.defence"
    label = "defence"
    verbose_name = _("defence of comments")

    def ready(self) -> None:
        from . import handlers

        handlers.connect()
