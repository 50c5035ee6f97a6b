from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PageStoreConfig(AppConfig):
    name = "warraq.pagestore"
    verbose_name = _("page store")
