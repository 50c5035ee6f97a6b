"""What an editor says of a new link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import DAYS

DAYS_OFFERED = (1, 3, DAYS, 14, 30)


class LinkForm(forms.Form):
    person = forms.CharField(label=_("For whom"), max_length=80, help_text=_("The name that your colleagues will see."))
    days = forms.TypedChoiceField(
        label=_("Open for so many days"), choices=[(n, str(n)) for n in DAYS_OFFERED], coerce=int, initial=DAYS
    )
    keeps_version = forms.BooleanField(
        label=_("Show this version only"),
        required=False,
        help_text=_("Otherwise the link shows the newest draft whenever it is opened."),
    )
    with_pin = forms.BooleanField(
        label=_("Ask for a number"),
        required=False,
        help_text=_("Six digits, to be sent by another way than the link."),
    )
    opens_under_embargo = forms.BooleanField(
        label=_("This story is under embargo. I know that the link shows it all the same."), required=False
    )

    def __init__(self, *args: Any, is_under_embargo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_under_embargo:
            self.fields["opens_under_embargo"].required = True
        else:
            del self.fields["opens_under_embargo"]

    def words(self) -> dict[str, Any]:
        """As `making.make` takes them."""
        given = dict(self.cleaned_data)
        expires_at = timezone.now() + timedelta(days=given.pop("days"))
        return given | {"expires_at": expires_at}
