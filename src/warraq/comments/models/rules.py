"""Who may comment, and what is looked at before it is shown: rules of the site, of sections, of forms."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warraq.changes.keys import object_key
from warraq.changes.records import LoggedRecord
from warraq.stories.models import SectionPage, StoryPage

# Every page that has comments notes this one: a rule that comes or goes is as good as one that changes.
RULES_KEY = object_key("commentrules", "all")


class Policy(models.TextChoices):
    """What becomes of a comment that nothing speaks against. Stories keep the same values."""

    OPEN = "open", _("open: shown at once")
    PREMODERATED = "held", _("moderated: shown when a moderator has approved it")
    TRUSTED = "trusted", _("trusted: shown at once from authors who have had some approved")
    CLOSED = "closed", _("closed")


class Rule(LoggedRecord):
    """A story's own policy goes first, then the narrowest rule: of a form in a section, of a form, of a section, any.

    Without a rule comments are moderated and never close.
    """

    key_kind = "commentrules"

    section = models.ForeignKey(
        SectionPage, models.CASCADE, null=True, blank=True, related_name="comment_rules", verbose_name=_("section")
    )
    form = models.CharField(_("form"), max_length=12, choices=StoryPage.Form.choices, blank=True)
    policy = models.CharField(_("comments"), max_length=8, choices=Policy.choices, default=Policy.PREMODERATED)
    trusted_after = models.PositiveSmallIntegerField(
        _("comments approved before an author is trusted"), default=3, validators=[MinValueValidator(1)]
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("closes after so many days"), default=0, help_text=_("0: never.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rule for comments")
        verbose_name_plural = _("rules for comments")
        ordering = ["section", "form"]
        constraints = [
            models.UniqueConstraint(fields=["section", "form"], name="one_comment_rule"),
            # SQLite takes two empty sections for different ones.
            models.UniqueConstraint(fields=["form"], name="one_comment_rule_of_form", condition=Q(section=None)),
        ]

    def __str__(self) -> str:
        where = [str(part) for part in (self.section, self.get_form_display()) if part]
        return " · ".join(where) or str(_("the whole site"))

    @property
    def object_key(self) -> str:
        return RULES_KEY
