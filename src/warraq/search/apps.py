from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "warraq.search"
    verbose_name = _("search")

    def ready(self) -> None:
        from . import named, stories

        stories.register()
        named.register()
