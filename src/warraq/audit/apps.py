from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "warraq.audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        from . import handlers

        handlers.connect()
