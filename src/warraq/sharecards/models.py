"""Which cards have been made, which files are no longer named by any, and how far a look at all pages has come."""

from django.db import models
from wagtail.models import Page


class ShareCard(models.Model):
    """The card of a page: derived, and made again when it is lost."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=12)
    file = models.CharField(max_length=100)
    design = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.file


class RetiredCard(models.Model):
    """A file that no page names any more; others may, for a while."""

    file = models.CharField(max_length=100, unique=True)
    removable_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.file


class CardSweep(models.Model):
    """The last look at all pages that was begun: one begun earlier ends when it sees another mark."""

    mark = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.mark)
