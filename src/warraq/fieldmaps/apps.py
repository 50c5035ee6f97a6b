from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldMapsConfig(AppConfig):
    name = "warraq.fieldmaps"
    verbose_name = _("maps")

    def ready(self) -> None:
        from warraq.stories.menu import add_place

        from . import searching
        from .models import FieldMapIndexPage, FieldMapPage

        add_place(FieldMapIndexPage, FieldMapPage)
        searching.register()
