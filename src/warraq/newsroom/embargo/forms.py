"""Until when, and why."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from warraq.stories.models import Embargo


class EmbargoForm(forms.ModelForm):
    """`is_free` says whether whoever fills it in may choose an earlier moment than the one in force."""

    class Meta:
        model = Embargo
        fields = ["until", "reason"]
        widgets = {"until": AdminDateTimeInput, "reason": AdminAutoHeightTextInput(attrs={"rows": 2})}

    def __init__(self, *args: Any, is_free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_free = is_free
        self.before = self.instance.until if self.instance.pk and self.instance.is_in_force else None
        if self.instance.pk and not self.before:
            self.initial = {}

    def clean_until(self) -> datetime:
        until = self.cleaned_data["until"]
        if until <= timezone.now():
            raise forms.ValidationError(_("This moment has passed."))
        if self.before and until < self.before and not self.is_free:
            raise forms.ValidationError(_("You may let an embargo end later, not earlier."))
        return until
