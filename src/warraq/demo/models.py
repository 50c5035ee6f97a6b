"""What the demonstration newsroom has made, so that it can be taken away again and nothing else with it."""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class Newsroom(models.Model):
    """The demonstration newsroom of this site; without `finished_at`, one whose making was interrupted."""

    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)
    """The words of each edition and the rails of its front as they stood before."""

    def __str__(self) -> str:
        return f"demo of {self.started_at:%Y-%m-%d}"

    def remember(self, thing: models.Model) -> None:
        self.things.create(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)


class Thing(models.Model):
    """One object the demonstration has made."""

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="things")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="made_once_by_demo")]

    def __str__(self) -> str:
        return f"{self.content_type.model}:{self.object_id}"
