from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BreakingConfig(AppConfig):
    name = "warraq.breaking"
    verbose_name = _("breaking news")

    def ready(self) -> None:
        from . import addresses

        addresses.register()
