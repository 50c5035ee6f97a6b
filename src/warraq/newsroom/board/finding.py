"""The search rail: stories that may be put on a front."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from warraq.readership.models import Window
from warraq.readership.queries import most_read
from warraq.stories import cards
from warraq.stories.models import SectionPage, StoryPage

from .facts import reads_of

LATEST, DRAFTS, READ = "latest", "drafts", "read"
SHOWN, LOOKED_AT = 20, 200


@dataclass
class Found:
    """A story of the rail; drafts say when they go live, if that is settled."""

    card: Any
    reads: str = ""
    goes_live_at: datetime | None = None
    in_review: bool = False

    @property
    def is_draft(self) -> bool:
        return not self.card.listed_at


class FindForm(forms.Form):
    of = forms.ChoiceField(
        label=_("Stories"),
        choices=[(LATEST, _("Latest")), (DRAFTS, _("Drafts")), (READ, _("Most read today"))],
        required=False,
    )
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=SectionPage.objects.none(), required=False, empty_label=_("all sections")
    )
    form = forms.ChoiceField(label=_("Form"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=200)

    def __init__(self, data: Any, edition: int) -> None:
        super().__init__(data, auto_id="find-%s")
        self.edition = edition
        self.fields["section"].queryset = SectionPage.objects.live().filter(edition=edition).order_by("path")
        self.fields["form"].choices = [("", _("all forms")), *StoryPage.Form.choices]

    def stories(self) -> list[Found]:
        """At most twenty; what is asked for wrongly asks for nothing."""
        self.is_valid()
        wanted = self.cleaned_data
        where = {"edition": self.edition}
        where |= {name: wanted[name] for name in ("section", "form") if wanted.get(name)}
        stories = StoryPage.objects.filter(**where)
        if wanted.get("q"):
            return _found(_searched(stories, wanted["q"], wanted.get("of")))
        if wanted.get("of") == READ:
            section = wanted.get("section")
            return _found(self._read(section.pk if section else 0, wanted.get("form")))
        if wanted.get("of") == DRAFTS:
            drafts = stories.filter(listed_at__isnull=True, live=False).order_by("-page_ptr")
            return _found(list(drafts.values_list("pk", flat=True)[:SHOWN]))
        return _found(list(stories.listed().newest_first().values_list("pk", flat=True)[:SHOWN]))

    def _read(self, section: int, form: str | None) -> list[int]:
        found = most_read(self.edition, Window.DAY, section, count=SHOWN)
        return [card.pk for card in found if not form or card.form == form]


def _searched(stories: Any, words: str, of: str | None) -> list[int]:
    ranked = [story.pk for story in StoryPage.objects.search(words)[:LOOKED_AT]]
    if not ranked:
        ranked = [story.pk for story in StoryPage.objects.autocomplete(words)[:LOOKED_AT]]
    kept = stories.filter(pk__in=ranked)
    kept = kept.filter(live=False) if of == DRAFTS else kept
    allowed = set(kept.values_list("pk", flat=True))
    return [pk for pk in ranked if pk in allowed][:SHOWN]


def _found(numbers: list[int]) -> list[Found]:
    shown, reads = cards.chosen(numbers), reads_of(numbers)
    drafts = StoryPage.objects.filter(pk__in=[pk for pk, card in shown.items() if not card.listed_at])
    hours = {story.pk: (story.go_live_at, story.workflow_in_progress) for story in drafts}
    return [Found(shown[pk], reads.get(pk, ""), *hours.get(pk, (None, False))) for pk in numbers if pk in shown]
