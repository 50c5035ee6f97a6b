"""An embargo in force above the editor's fields, and under the state of a page in every list."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables.pages import PageStatusColumn

from warraq.dossiers.models import DossierPage
from warraq.fieldmaps.models import FieldMapPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.stories.embargoes import waiting_revision
from warraq.stories.models import Embargo, StoryPage, embargo_of

from . import access
from .first import FirstEmbargoPanel

KINDS = (StoryPage, DossierPage, AlbumPage, VideoPage, FieldMapPage)


class EmbargoPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/embargo/panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.embargo = embargo_of(self.instance)

        def is_shown(self) -> bool:
            return self.embargo is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            user = self.request.user
            return super().get_context_data(parent_context) | {
                "embargo": self.embargo,
                "is_waiting": waiting_revision(self.instance) is not None,
                "may_open": access.may_set(user, self.instance) or access.may_shorten(user, self.instance),
            }


def put_into_editor() -> None:
    """One in force above everything else that is written; that of a new page below it."""
    for kind in KINDS:
        if not any(isinstance(panel, EmbargoPanel) for panel in kind.content_panels):
            above = EmbargoPanel(heading=_("Embargo"), icon="warraq-embargo")
            below = FirstEmbargoPanel(heading=_("Embargo"), icon="warraq-embargo")
            kind.content_panels = [above, *kind.content_panels, below]


class StateColumn(PageStatusColumn):
    """Live, draft, scheduled; and until when under embargo, by one query for all rows."""

    cell_template_name = "newsroom/embargo/state_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context, table = super().get_cell_context_data(instance, parent_context), parent_context["table"]
        if not hasattr(table, "embargoes"):
            rows = Embargo.objects.in_force().filter(page__in=[page.pk for page in table.data if not page.live])
            table.embargoes = dict(rows.values_list("page_id", "until"))
        return context | {"embargo_until": table.embargoes.get(instance.pk)}
