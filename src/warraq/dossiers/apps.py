from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "warraq.dossiers"
    verbose_name = _("dossiers")

    def ready(self) -> None:
        from warraq.stories.menu import add_place

        from . import searching
        from .models import DossierIndexPage, DossierPage

        add_place(DossierIndexPage, DossierPage)
        searching.register()
