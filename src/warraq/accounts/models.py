"""What sign-in keeps beside what django-allauth keeps."""

from django.db import models


class Count(models.Model):
    """A row of the cache that all processes of a site share: attempts to sign in, codes that were used."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
