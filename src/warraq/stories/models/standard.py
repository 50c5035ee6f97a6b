"""Standard pages: about, policies, contact."""

from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from warraq.changes.pages import Problem

from ..blocks import BODY_BLOCKS
from ..completeness import chart_problems
from ..fields import BodyField
from .public import PublicPage


class PagesIndex(Page):
    """The drawer of the standard pages; readers have no page for it."""

    parent_page_types = ["front.FrontPage"]
    subpage_types = ["stories.StandardPage"]
    max_count_per_parent = 1
    preview_modes: list = []

    class Meta:
        verbose_name = _("drawer of standard pages")

    def get_url_parts(self, request: Any = None) -> None:
        return None

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> None:
        raise Http404


class StandardPage(PublicPage):
    """A page that is not news, at `/pages/{slug}/`."""

    key_kind = "standard"

    standfirst = models.TextField(_("standfirst"), blank=True)
    body = BodyField(BODY_BLOCKS, blank=True, verbose_name=_("text"))
    in_footer = models.BooleanField(_("show in the footer"), default=True)

    content_panels = [*Page.content_panels, FieldPanel("slug"), FieldPanel("standfirst"), FieldPanel("body")]
    settings_panels = [FieldPanel("in_footer"), *PublicPage.settings_panels]
    parent_page_types = ["stories.PagesIndex"]
    subpage_types = []
    template = "stories/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    @property
    def address(self) -> str:
        return f"/pages/{self.slug}/"

    def problems(self) -> list[Problem]:
        found = super().problems()
        if not self.body:
            found.append(Problem("body", _("The text is empty.")))
        return [*found, *chart_problems(self.body)]
