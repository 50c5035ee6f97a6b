"""What was wrong in a story, and stories that no longer hold."""

from collections.abc import Iterable

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Correction(Orderable):
    """What was wrong and when it was put right; printed on the story, on the page of corrections and in its feed.

    A withdrawal takes the story's text away and leaves its address, which then says why.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")
        WITHDRAWAL = "withdrawal", _("withdrawal")

    story = ParentalKey("stories.StoryPage", related_name="corrections")
    kind = models.CharField(
        _("kind"),
        max_length=14,
        choices=Kind.choices,
        default=Kind.CORRECTION,
        help_text=_("A withdrawal takes the text off the site: the address stays and shows only what you write here."),
    )
    date = models.DateField(_("date"), default=localdate)
    text = models.TextField(_("text"))
    # Whether readers can open the story.
    is_public = models.BooleanField(default=False, editable=False)

    panels = [FieldPanel("kind"), FieldPanel("date"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            models.Index(fields=["-date", "-id"], name="newest_corrections", condition=models.Q(is_public=True)),
        ]

    def __str__(self) -> str:
        return self.text[:60]


def withdrawal_among(corrections: Iterable[Correction]) -> Correction | None:
    return next((row for row in corrections if row.kind == Correction.Kind.WITHDRAWAL), None)
