"""How far the clock has come with closing comments, and who wants a letter about what we keep of them."""

from django.db import models
from django.utils import timezone

from warraq.editions.models import Edition


class ClosedUntil(models.Model):
    """One row: stories whose comments close later than this have not been told so yet."""

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class DataRequest(models.Model):
    """Somebody asks what we keep of theirs. The address goes with the letter; the hash stays for an hour.

    So the same address is not written to again and again by whoever types it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    email_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
