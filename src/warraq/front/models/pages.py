"""The front page of an edition, as a page; what it holds is an arrangement, which the front board edits."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel
from wagtail.models import Page, PagePermissionTester

from warraq.breaking.queries import standing
from warraq.stories.models import PublicPage

from ..composition import compose

RIGHT = "front.publish_front"


class FrontRights:
    """Over whatever answers for pages: what readers see of a front takes the right to publish to fronts besides."""

    def can_publish(self) -> bool:
        return self._has_it() and super().can_publish()

    def can_unpublish(self) -> bool:
        return self._has_it() and super().can_unpublish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self._has_it() and super().can_delete(ignore_bulk)

    def can_set_view_restrictions(self) -> bool:
        return self._has_it() and super().can_set_view_restrictions()

    def _has_it(self) -> bool:
        return self.user.has_perm(RIGHT)


@cache
def _with_front_rights(tester: type[PagePermissionTester]) -> type[PagePermissionTester]:
    return type("FrontTester", (FrontRights, tester), {})


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

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        tester = super().permissions_for_user(user)
        tester.__class__ = _with_front_rights(type(tester))
        return tester

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | compose(self) | {"breaking": standing(self.edition)}
