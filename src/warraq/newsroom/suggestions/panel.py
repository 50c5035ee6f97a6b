"""The panel in the story's editor. Without scripts it leads to a page of its own that speaks of the saved draft."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from warraq.stories.models import StoryPage


class SuggestionsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/suggestions/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page = self.instance
            return super().get_context_data(parent_context) | {
                "address": reverse("suggestions:index"),
                "keyword_address": reverse("suggestions:keyword"),
                "saved_address": reverse("suggestions:saved", args=[page.pk]) if page.pk else "",
                "number": page.pk or "",
                "language": page.language,
            }


def put_into_editor() -> None:
    """After the text and before what is suggested: the panels below are where a suggestion goes."""
    panels = StoryPage.content_panels
    if not any(isinstance(panel, SuggestionsPanel) for panel in panels):
        names = [getattr(panel, "field_name", "") for panel in panels]
        panels.insert(names.index("body") + 1, SuggestionsPanel(heading=_("Suggestions"), icon="pick"))
