"""What an editor did not want in a dossier's timeline, so that it is not proposed again."""

from django.conf import settings
from django.db import models

from warraq.dossiers.models import DossierPage
from warraq.stories.models import StoryPage


class RefusedEvent(models.Model):
    """This story is no event of this dossier."""

    dossier = models.ForeignKey(DossierPage, models.CASCADE, related_name="refused_events")
    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "story"], name="event_refused_once")]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.story}"
