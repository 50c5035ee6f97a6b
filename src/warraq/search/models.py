"""Names the editors know to be one: spellings that readers' searches take for each other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from warraq.changes.records import LoggedRecord

from .looking import NAMES_KEY
from .places import Groups

MOST_SPELLINGS, LONGEST_SPELLING = 20, 80


class Spellings(LoggedRecord):
    """One name in the ways it is written, one a line; the first is the usual one."""

    key_kind = NAMES_KEY

    text = models.TextField(
        _("spellings"),
        help_text=_("One a line, in any script: a search for one of them finds all the others."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [FieldPanel("text"), FieldPanel("note")]

    class Meta:
        verbose_name = _("name in several spellings")
        verbose_name_plural = _("names in several spellings")
        ordering = ["text"]

    def __str__(self) -> str:
        return " = ".join(self.spellings[:4])

    @property
    def spellings(self) -> list[str]:
        """The spellings in order, each once."""
        return list(dict.fromkeys(" ".join(line.split()) for line in self.text.splitlines() if line.strip()))

    def clean(self) -> None:
        super().clean()
        if len(self.spellings) < 2:
            raise ValidationError({"text": _("Write at least two spellings, each on a line of its own.")})
        if len(self.spellings) > MOST_SPELLINGS or max(map(len, self.spellings)) > LONGEST_SPELLING:
            raise ValidationError({"text": _("That is more than one name: at most 20 spellings of 80 letters.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text = "\n".join(self.spellings)
        super().save(*args, **kwargs)


def groups_of_editors() -> Groups:
    """The groups as the analysers take them, the newest last."""
    rows = Spellings.objects.order_by("pk").values_list("text", flat=True)
    return tuple(tuple(text.splitlines()) for text in rows)
