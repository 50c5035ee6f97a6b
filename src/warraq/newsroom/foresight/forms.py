"""Which front, at which minute, on which screen."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warraq.front.models import FrontPage
from warraq.stories.models import SectionPage

FURTHEST = timedelta(days=7)
WIDTHS = {"phone": _("Phone"), "desktop": _("Desktop")}


class ForesightForm(forms.Form):
    front = forms.TypedChoiceField(label=_("Front"), coerce=int)
    at = forms.DateTimeField(
        label=_("At"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "step": 60}),
    )
    width = forms.ChoiceField(label=_("Screen"), choices=WIDTHS.items(), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["front"].choices = list(fronts())

    def clean_at(self) -> datetime:
        at, now = self.cleaned_data["at"], timezone.now()
        if at > now + FURTHEST:
            raise forms.ValidationError(_("Not further than seven days ahead."))
        return max(at, now)  # of what has been, nothing is kept: that is shown as it is now

    def clean_width(self) -> str:
        return self.cleaned_data["width"] or "desktop"


def fronts() -> Any:
    """Home of each edition with its sections' fronts below it."""
    for front in FrontPage.objects.live().select_related("edition").order_by("edition__pk"):
        sections = SectionPage.objects.listed().filter(edition=front.edition).order_by("path")
        homes = [(front.pk, front.title)]
        yield front.edition.name, homes + [(section.pk, section.title) for section in sections]
