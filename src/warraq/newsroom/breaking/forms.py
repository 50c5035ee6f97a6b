"""A new line."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from warraq.breaking.models import Strip
from warraq.stories.models import StoryPage

SPANS = {30: _("half an hour"), 60: _("an hour"), 120: _("two hours"), 360: _("six hours"), 1440: _("a day")}
USUALLY = 60


class StripForm(forms.ModelForm):
    """Words, or a story that readers can open, or both."""

    story = forms.ModelChoiceField(
        StoryPage.objects.all(),
        required=False,
        label=_("Story"),
        widget=AdminPageChooser(target_models=[StoryPage]),
    )
    minutes = forms.TypedChoiceField(label=_("How long"), choices=SPANS.items(), coerce=int, initial=USUALLY)

    class Meta:
        model = Strip
        fields = ["edition", "text", "story", "priority"]
        widgets = {"text": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        story, edition = given.get("story"), given.get("edition")
        if story and not story.listed_at:
            self.add_error("story", _("Readers cannot open this story."))
        elif story and edition and story.edition_id != edition.pk:
            self.add_error("story", _("This story belongs to another edition."))
        if not (given.get("text") or story or self.errors):
            self.add_error("text", _("Write a few words or choose a story."))
        return given

    def until(self) -> datetime:
        return timezone.now() + timedelta(minutes=self.cleaned_data["minutes"])
