from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "warraq.newsroom"
    verbose_name = _("newsroom")

    def ready(self) -> None:
        from . import handlers, starting
        from .sharing import views as sharing
        from .suggestions import panel

        handlers.connect()
        starting.put_into_choosers()
        panel.put_into_editor()
        sharing.register()
