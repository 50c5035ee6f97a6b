from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GalleriesConfig(AppConfig):
    name = "warraq.galleries"
    verbose_name = _("albums and videos")

    def ready(self) -> None:
        from warraq.stories.menu import add_place

        from . import searching
        from .models import AlbumIndexPage, AlbumPage, VideoIndexPage, VideoPage

        add_place(AlbumIndexPage, AlbumPage)
        add_place(VideoIndexPage, VideoPage)
        searching.register()
