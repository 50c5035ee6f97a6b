from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "warraq.changes"
    verbose_name = "change log"

    def ready(self) -> None:
        from . import handlers, roads, tree

        handlers.connect()
        roads.make_atomic()
        tree.use_ranges_for_paths()
        tree.use_ends_for_ancestors()
