"""What the desk plans, and what each of its people likes to see of it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition
from warraq.stories.models import SectionPage, StoryPage


class PlannedStory(models.Model):
    """A line of the list of today: an idea, who takes it, until when, what it needs, and its story once there is one.

    `closed_at` is set while the line is done or dropped, so that one index finds those that are open. `version` goes
    up with every change: who sends a form of an older one is told instead of undoing somebody else's work.
    """

    class State(models.TextChoices):
        IDEA = "idea", _("idea")
        ASSIGNED = "assigned", _("assigned")
        WRITING = "writing", _("being written")
        HANDED_IN = "handed_in", _("handed in")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    CLOSED = (State.DONE, State.DROPPED)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    section = models.ForeignKey(
        SectionPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    title = models.CharField(_("what it is about"), max_length=200)
    form = models.CharField(_("form"), max_length=12, choices=StoryPage.Form.choices, default=StoryPage.Form.NEWS)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="planned_stories",
        verbose_name=_("who takes it"),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    needs_photo = models.BooleanField(_("needs a photo"), default=False)
    needs_map = models.BooleanField(_("needs a map"), default=False)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDEA)
    story = models.ForeignKey(
        StoryPage, models.SET_NULL, null=True, blank=True, related_name="planned", verbose_name=_("story")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("planned story")
        verbose_name_plural = _("planned stories")
        indexes = [
            models.Index(fields=["due_at", "id"], name="planned_and_open", condition=Q(closed_at=None)),
            models.Index(fields=["closed_at"], name="planned_and_closed", condition=Q(closed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.section_id and self.story_id and self.section.edition_id != self.story.edition_id:
            raise ValidationError({"story": _("This story belongs to another edition than the section.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.section_id:
            self.edition_id = self.section.edition_id
        if self.state not in self.CLOSED:
            self.closed_at = None
        elif self.closed_at is None:
            self.closed_at = timezone.now()
        super().save(*args, **kwargs)

    def change(self, user: Any, version: int, **fields: Any) -> bool:
        """Write these fields if nobody has changed the line since `version`; otherwise nothing is written."""
        for name, value in fields.items():
            setattr(self, name, value)
        if self.owner_id and self.state == self.State.IDEA:
            self.state = self.State.ASSIGNED
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, version=version).update(version=F("version") + 1):
                return False
            self.version, self.changed_by = version + 1, user
            self.save()
        return True


def close_planned(story: StoryPage) -> None:
    """The story is out: its line of the list is done."""
    rows = PlannedStory.objects.filter(story=story.pk, closed_at=None)
    rows.update(
        state=PlannedStory.State.DONE, closed_at=timezone.now(), changed_at=timezone.now(), version=F("version") + 1
    )


class DeskPreference(models.Model):
    """Which edition or section somebody looks at; neither: all of them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_preference")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="+")
    section = models.ForeignKey(SectionPage, models.CASCADE, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.user}: {self.section or self.edition or '–'}"
