"""The field that holds countries: codes in one column, chosen by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from warraq.language.sort import sort_key

from .basemap.names import countries


class ChosenFirst(forms.SelectMultiple):
    """Those that are chosen stand at the top, where they are seen."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        return sorted(super().optgroups(name, value, attrs), key=lambda group: not group[1][0]["selected"])


class CountryChoices(forms.TypedMultipleChoiceField):
    """Names in the editor's language, in its order; the value is `IQ SY`."""

    def __init__(self, **options: Any) -> None:
        options.pop("max_length", None)
        super().__init__(choices=_named, widget=ChosenFirst(attrs={"size": 9}), **options)

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return " ".join(sorted(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial) or [], data or [])


class LatitudeInput(forms.NumberInput):
    """With a button by which the newsroom opens a map to point at."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return format_html(
            '<span class="place-input" data-place>{}<button type="button" class="button button-small button-secondary" '
            'data-picker aria-expanded="false">{}</button></span>',
            super().render(*args, **kwargs),
            _("Place on the map"),
        )


class CountriesField(models.CharField):
    """ISO codes with a space between."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        names = ("label", "help_text", "required", "initial", "disabled")
        given = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text} | kwargs
        return CountryChoices(**{name: given[name] for name in names if name in given})


def _named() -> Iterable[tuple[str, str]]:
    language = (get_language() or "ar")[:2]
    named = [(code, name.in_language(language)) for code, name in countries().items()]
    return sorted(named, key=lambda pair: sort_key(pair[1]))
