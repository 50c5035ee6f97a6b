"""Pages taken away for good: readers and search engines are told so, with 410 and a reason where there is one."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from warraq.changes.records import LoggedRecord
from warraq.editions.models import Edition

from ..text import cleaned

LONGEST_REASON = 600


@dataclass(frozen=True)
class Farewell:
    """What is said, and by whom, of a page that is being taken away for good."""

    reason: str
    by: Any = None


class Removal(LoggedRecord):
    """A number whose page was taken away for good; goes by itself when the page comes back."""

    key_kind = "removal"

    number = models.PositiveBigIntegerField(_("number"), unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="removals", verbose_name=_("edition"))
    # The address the page had, decoded: the one under which the answer is kept. Any other is answered afresh.
    address = models.CharField(_("address"), max_length=1_000, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=255, blank=True, editable=False)
    reason = models.TextField(
        _("reason"),
        max_length=LONGEST_REASON,
        blank=True,
        help_text=_("Printed to readers, in the language of the edition. May stay empty."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("removed by"),
    )
    at = models.DateTimeField(_("removed"), auto_now_add=True)

    class Meta:
        verbose_name = _("removed page")
        verbose_name_plural = _("removed pages")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title or self.address or str(self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reason = cleaned(self.reason, self.edition.code)
        super().save(*args, **kwargs)

    @classmethod
    def write(cls, page: Any, farewell: Farewell) -> "Removal":
        """Say of a page, in the transaction that takes it away, that it does not come back."""
        removal = cls.objects.filter(number=page.pk).first() or cls(number=page.pk)
        removal.edition, removal.address, removal.title = page.edition, page.url, page.title
        removal.reason, removal.by = farewell.reason, farewell.by
        removal.save()
        return removal

    @classmethod
    @transaction.atomic
    def take_back(cls, number: int) -> None:
        """The page is there again, or goes another way."""
        for removal in cls.objects.filter(number=number):
            removal.delete()
