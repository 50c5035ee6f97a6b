"""What is filled in about a role or a person."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from warraq.stories.models import SectionPage, StoryPage

from . import powers
from .levels import Level, set_standing, standing_of
from .models import Limit


class SectionChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, section: SectionPage) -> str:
        return f"{section.title} ({section.edition.name})"


class _LimitForm(forms.Form):
    sections = SectionChoices(
        queryset=SectionPage.objects.none(),
        required=False,
        label=_("Only in these sections"),
        help_text=_("None chosen: in the whole site."),
        widget=forms.CheckboxSelectMultiple,
    )
    forms = forms.MultipleChoiceField(
        choices=StoryPage.Form.choices,
        required=False,
        label=_("Only these forms of stories"),
        help_text=_("None chosen: every form, and other pages too."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].queryset = SectionPage.objects.select_related("edition").order_by("path")


class RoleForm(_LimitForm):
    level = forms.ChoiceField(
        choices=[(level.value, level.label) for level in Level], label=_("With pages"), widget=forms.RadioSelect
    )
    powers = forms.MultipleChoiceField(required=False, label=_("Besides"), widget=forms.CheckboxSelectMultiple)
    field_order = ["level", "sections", "forms", "powers"]

    def __init__(self, group: Group, *args: Any, **kwargs: Any) -> None:
        self.group, self.known = group, powers.known()
        super().__init__(*args, initial=self._present(), **kwargs)
        self.fields["powers"].choices = [(str(row.pk), label) for row, label in self.known]

    def _present(self) -> dict[str, Any]:
        standing = standing_of(self.group)
        limit = Limit.objects.filter(group=self.group).first()
        held = set(self.group.permissions.values_list("pk", flat=True))
        return {
            "level": standing.level.value,
            "sections": [section.pk for section in standing.sections],
            "forms": limit.forms if limit else [],
            "powers": [str(row.pk) for row, _label in self.known if row.pk in held],
        }

    @transaction.atomic
    def save(self) -> dict[str, Any]:
        """Write it down; what was chosen, for the trail."""
        data = self.cleaned_data
        level, sections = Level(data["level"]), list(data["sections"])
        set_standing(self.group, level, sections)
        _set_limit({"group": self.group}, data["forms"], [])
        chosen = {int(number) for number in data["powers"]}
        self.group.permissions.remove(*(row for row, _label in self.known if row.pk not in chosen))
        self.group.permissions.add(*Permission.objects.filter(pk__in=chosen))
        return {"level": level.value, "sections": [place.title for place in sections], "forms": data["forms"]}


class PersonForm(_LimitForm):
    field_order = ["sections", "forms"]

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        self.user = user
        limit = Limit.objects.filter(user=user).first()
        present = {"forms": limit.forms, "sections": list(limit.sections.all())} if limit else {}
        super().__init__(*args, initial=present, **kwargs)

    @transaction.atomic
    def save(self) -> dict[str, Any]:
        data = self.cleaned_data
        sections = list(data["sections"])
        _set_limit({"user": self.user}, data["forms"], sections)
        return {"sections": [place.title for place in sections], "forms": data["forms"]}


def _set_limit(holder: dict[str, Any], chosen: list[str], sections: list[SectionPage]) -> None:
    if not chosen and not sections:
        Limit.objects.filter(**holder).delete()
        return
    limit, _made = Limit.objects.update_or_create(**holder, defaults={"forms": chosen})
    limit.sections.set(sections)
