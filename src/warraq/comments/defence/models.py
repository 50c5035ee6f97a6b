"""What the defence remembers: the newsroom's list of words, what was learned, texts of the last days, busy minutes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition


class ListedWord(models.Model):
    """A word or a phrase that moderators watch for, in every dress (`wordlist.py`)."""

    class Deed(models.TextChoices):
        HOLD = "hold", _("hold for a moderator")
        SPAM = "spam", _("put with the spam")
        REFUSE = "refuse", _("refuse, and say so")

    phrase = models.CharField(_("word or phrase"), max_length=80)
    deed = models.CharField(_("what happens"), max_length=6, choices=Deed.choices, default=Deed.HOLD)
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="listed_words",
        verbose_name=_("edition"),
        help_text=_("None: in all of them."),
    )
    as_written = models.BooleanField(
        _("only as written"), default=False, help_text=_("Not its plural, nor with a pronoun or an article.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ["phrase"]
        constraints = [
            models.UniqueConstraint(fields=["phrase", "edition"], name="listed_once"),
            models.UniqueConstraint(fields=["phrase"], name="listed_once_in_all", condition=models.Q(edition=None)),
        ]

    def __str__(self) -> str:
        return self.phrase


class LearnedWord(models.Model):
    """How often a word stood in texts that moderators showed and that they refused. Number 0 counts the texts.

    The word itself is not kept: its number is a keyed hash.
    """

    number = models.BigIntegerField(primary_key=True)
    shown = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    day = models.DateField()  # when it was last met

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["day"], name="learned_word_oldest")]

    def __str__(self) -> str:
        return f"{self.number}: {self.shown}, {self.refused}"


class Lesson(models.Model):
    """What was learned from one text, so that it can be taken back; texts that are alike teach once."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    is_refused = models.BooleanField()
    words = models.BinaryField()  # numbers of LearnedWord, eight bytes each
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="lesson_oldest")]

    def __str__(self) -> str:
        return self.fingerprint[:8]


class KnownText(models.Model):
    """A text of the last days by its sketch (`likeness.py`): what comes near it gets its fingerprint."""

    fingerprint = models.CharField(max_length=64, unique=True)
    sketch = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="known_text_oldest")]

    def __str__(self) -> str:
        return self.fingerprint[:8]


class Band(models.Model):
    """A piece of a known text's sketch, to look it up by."""

    number = models.BigIntegerField()
    text = models.ForeignKey(KnownText, models.CASCADE, related_name="bands")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["number", "-text"], name="band_newest")]

    def __str__(self) -> str:
        return str(self.number)


class Arrival(models.Model):
    """How many comments came in a minute: to the site, to a story, from a network (by its hash of the day)."""

    key = models.CharField(max_length=80)
    minute = models.BigIntegerField()  # since 1970
    count = models.IntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "minute"], name="arrivals_of_a_minute")]
        indexes = [models.Index(fields=["minute"], name="arrival_oldest")]

    def __str__(self) -> str:
        return f"{self.key} {self.minute}: {self.count}"
