"""My drafts: pages one owns or was the last to save, that are not out as they stand."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from .access import may_write
from .pages import Named, in_review, named
from .panels import SHOWN, Panel

LAST_SAVED = 100  # revisions of one's own that are looked at


@dataclass(frozen=True)
class Draft:
    page: Named
    state: str
    is_locked: bool

    @property
    def key(self) -> str:
        return self.page.key

    @property
    def edited_at(self) -> datetime | None:
        return self.page.edited_at


class DraftsPanel(Panel):
    name = "drafts"
    heading = _("My drafts")
    empty = _("Nothing begun. What you start and have not published stands here.")
    template_name = "newsroom/desk/drafts.html"
    order = 130
    is_aside = False

    @property
    def is_shown(self) -> bool:
        return may_write(self.desk.user)

    @cached_property
    def rows(self) -> list[Draft]:
        pages = {page.pk: page for page in [*self._owned(), *self._saved(), *self._locked()]}
        newest = sorted(pages.values(), key=_edited, reverse=True)[:SHOWN]
        steps = in_review(page.pk for page in newest)
        return [Draft(page, _state(page, steps.get(page.pk)), page.locked) for page in newest]

    def _owned(self) -> list[Named]:
        return self._newest(Page.objects.filter(owner=self.desk.user.pk, has_unpublished_changes=True))

    def _saved(self) -> list[Named]:
        """By what one saved last: a draft of somebody else that one has taken over."""
        saved = Revision.page_revisions.filter(user=self.desk.user.pk).order_by("-created_at")
        numbers = {int(pk) for pk in saved.values_list("object_id", flat=True)[:LAST_SAVED]}
        pages = Page.objects.filter(pk__in=numbers, latest_revision__user=self.desk.user.pk)
        return self._newest(pages.filter(has_unpublished_changes=True))

    def _locked(self) -> list[Named]:
        return self._newest(Page.objects.filter(locked=True, locked_by=self.desk.user.pk))

    def _newest(self, pages: Any) -> list[Named]:
        scope = self.desk.scope
        if scope.section:
            pages = pages.filter(storypage__section=scope.section)
        elif scope.edition:
            pages = pages.filter(Q(locale__edition=scope.edition))
        return named(pages.order_by(F("latest_revision_created_at").desc(nulls_last=True))[:SHOWN])


def _edited(page: Named) -> float:
    return page.edited_at.timestamp() if page.edited_at else 0.0


def _state(page: Named, step: str | None) -> str:
    if step is not None:
        return gettext("waits at: %(step)s") % {"step": step}
    return gettext("live, with a newer draft") if page.live else ""
