"""What is wrong in the live version, and what stands there instead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from warraq.stories.models import Correction

from .wording import Fix


class FixForm(forms.Form):
    wrong = forms.CharField(
        label=_("The words as they stand there"),
        max_length=500,
        strip=False,
        help_text=_("Letter by letter, as much as is needed to meet no other place."),
    )
    right = forms.CharField(label=_("The right words"), max_length=500, required=False, strip=False)
    kind = forms.ChoiceField(
        label=_("Kind of the note"),
        choices=[(kind.value, kind.label) for kind in Correction.Kind if kind != Correction.Kind.WITHDRAWAL],
        required=False,
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Empty: the fix goes out without a dated note on the story."),
    )

    def clean(self) -> dict[str, Any]:
        words = super().clean()
        if words.get("wrong") and words["wrong"] == words.get("right"):
            self.add_error("right", _("That is the same."))
        if "wrong" in words and not words["wrong"].strip():
            self.add_error("wrong", _("Write at least one word."))
        return words

    def fix(self) -> Fix:
        words = self.cleaned_data
        kind = words["kind"] or Correction.Kind.CORRECTION
        return Fix(words["wrong"], words["right"], kind, words["note"].strip())
