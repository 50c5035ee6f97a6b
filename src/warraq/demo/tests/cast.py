"""A newsroom of tiny pictures, and what is counted around it."""

from django.apps import apps

from warraq.demo.studio import Studio

TINY = Studio(
    sizes=dict.fromkeys(("large", "usual", "column", "portrait"), (48, 32)) | {"film": (64, 36)},
    longest_film=0.2,
    workers=0,
)
# What happened stays written down, also after a removal.
JOURNALS = {
    *("audit.entry", "changes.change"),
    *("wagtailcore.pagelogentry", "wagtailcore.modellogentry", "wagtailcore.revision"),
}


def rows() -> dict[str, int]:
    """How many rows every model has, but for the journals."""
    models = [model for model in apps.get_models() if model._meta.label_lower not in JOURNALS]
    return {model._meta.label_lower: model._default_manager.count() for model in models}
