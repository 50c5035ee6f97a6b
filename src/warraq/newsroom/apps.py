from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "warraq.newsroom"
    verbose_name = _("newsroom")

    def ready(self) -> None:
        from warraq.stories import gates

        from . import handlers, starting, worded
        from .checks import gate
        from .embargo import first
        from .embargo import panels as embargo
        from .notices import handlers as notices
        from .reach import guard, tester
        from .sharing import views as sharing
        from .suggestions import panel
        from .workflow import approving

        handlers.connect()
        notices.replace_wagtails()
        gates.register(gate.blocking)
        starting.put_into_choosers()
        worded.put_into_choosers_and_lists()
        tester.put_into_pages()
        guard.put_into_forms()
        approving.bind_wagtails_own()
        panel.put_into_editor()
        embargo.put_into_editor()
        first.put_into_forms()
        sharing.register()
