"""How far the newsroom's index has been filled by the present analysis."""

from django.db import models


class Filling(models.Model):
    """One row. `version` is what the whole index is made by; below it, the filling under way."""

    version = models.CharField(max_length=200, blank=True)
    wanted = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=80, blank=True)
    record = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.version
