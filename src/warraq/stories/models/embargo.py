"""An embargo: the moment before which nothing of a page leaves the newsroom, whatever its schedule says."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from warraq.changes.pages import IncompletePage, Problem


class UnderEmbargo(IncompletePage):
    """A page was about to go live before its embargo lifts; nothing was changed."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, [Problem("title", _("This page is under embargo and cannot go live before it lifts."))])


class EmbargoQuerySet(models.QuerySet):
    def in_force(self, moment: datetime | None = None) -> "EmbargoQuerySet":
        """Those that have not lifted."""
        return self.filter(until__gt=moment or timezone.now())


class Embargo(models.Model):
    """Of the page, not of one of its versions: it holds from the moment it is written, whatever is drafted or approved.

    A row whose moment has passed tells that there was one.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="embargo", verbose_name=_("page"))
    page.wagtail_reference_index_ignore = True
    until = models.DateTimeField(_("embargo until"), db_index=True)
    reason = models.CharField(
        _("reason or source"), max_length=300, help_text=_("Who has asked for it, and in what letter or agreement.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("set by")
    )
    at = models.DateTimeField(_("set"), auto_now=True)

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")
        ordering = ["until"]

    def __str__(self) -> str:
        return self.page.title

    @property
    def is_in_force(self) -> bool:
        return self.until > timezone.now()


def embargo_of(page: Any) -> Embargo | None:
    """What keeps the page, or the page it is an alias of, from going live now; None where nothing does."""
    numbers = [number for number in (page.pk, page.alias_of_id) if number]
    if not numbers:
        return None
    return Embargo.objects.in_force().filter(page__in=numbers).order_by("-until").first()
