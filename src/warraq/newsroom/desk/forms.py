"""Lines of today's list as somebody types them."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from warraq.stories.models import SectionPage, StoryPage

from .models import PlannedStory
from .planning import people


class Moment(forms.DateTimeInput):
    """The browser's own field for a day and a time, in whose words it likes."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LineForm(forms.ModelForm):
    """All of a line. `version` is that of the line the form was made of."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PlannedStory
        fields = (
            *("title", "section", "form", "owner", "due_at", "needs_photo", "needs_map", "state", "note", "story"),
        )
        widgets = {
            "due_at": Moment,
            "note": forms.Textarea(attrs={"rows": 2}),
            "story": AdminPageChooser(target_models=[StoryPage]),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["section"].queryset = SectionPage.objects.order_by("path")
        # By the number of the page: one that no page can have is then none of the choices.
        self.fields["section"].to_field_name = self.fields["story"].to_field_name = "id"
        self.fields["section"].empty_label = gettext("– no section yet –")
        self.fields["owner"].choices = [("", gettext("– nobody yet –")), *people()]
        self.fields["due_at"].input_formats = ["%Y-%m-%dT%H:%M"]


class NewLineForm(forms.Form):
    """What is typed into the line above the list: what, who, and the hour, which is today's."""

    title = forms.CharField(label=_("What is to be covered?"), max_length=200)
    owner = forms.ModelChoiceField(get_user_model().objects.filter(is_active=True), label=_("Who"), required=False)
    due = forms.TimeField(label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))

    def due_at(self) -> datetime | None:
        hour: time | None = self.cleaned_data["due"]
        return timezone.make_aware(datetime.combine(timezone.localdate(), hour)) if hour else None
