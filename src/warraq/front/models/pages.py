"""The front page of an edition, as a page; what it holds is an arrangement, which the front board edits."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel
from wagtail.models import Page, PagePermissionTester

from warraq.breaking.queries import standing
from warraq.stories.models import PublicPage

from ..composition import compose

RIGHT = "front.publish_front"


class FrontPermissionTester(PagePermissionTester):
    """A front is published by whoever may publish to the front: the right to publish stories is not enough."""

    def can_publish(self) -> bool:
        return super().can_publish() and self.user.has_perm(RIGHT)

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self.user.has_perm(RIGHT)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and self.user.has_perm(RIGHT)


class FrontPage(PublicPage):
    """Home. The default edition's is the site's root."""

    key_kind = "front"
    address = "/"

    content_panels = [*Page.content_panels, HelpPanel(_("What stands on the front is arranged on the front board."))]
    subpage_types = [
        "stories.SectionPage",
        "stories.PagesIndex",
        "dossiers.DossierIndexPage",
        "galleries.AlbumIndexPage",
        "galleries.VideoIndexPage",
        "fieldmaps.FieldMapIndexPage",
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "front/front_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def permissions_for_user(self, user: Any) -> FrontPermissionTester:
        return FrontPermissionTester(user, self)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | compose(self) | {"breaking": standing(self.edition)}
