"""What the newsroom decides about the basemap: how disputed borders are drawn, what territories are called."""

from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import QuerySet, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from warraq.changes.recording import depends_on
from warraq.changes.records import LoggedRecord
from warraq.language.sort import sort_key
from warraq.stories.prepared import Given, Prepared

from .basemap.names import NAMES, Name, countries

# Noted by every map: one border more touches them all.
BASEMAP = "basemap:all"


@cache
def disputed() -> dict[str, tuple[Name, str]]:
    """Borders and claims on which sources differ, by key: what they are called, how they are drawn unasked."""
    rows = (line.split("\t") for line in (NAMES / "disputed.tsv").read_text("utf-8").splitlines())
    return {key: (Name(arabic, persian, english), style) for key, arabic, persian, english, style in rows}


def border_choices() -> list[tuple[str, str]]:
    return [(key, name.in_language(_language())) for key, (name, _style) in disputed().items()]


def country_choices() -> list[tuple[str, str]]:
    named = [(code, name.in_language(_language())) for code, name in countries().items()]
    return sorted(named, key=lambda pair: sort_key(pair[1]))


def language_choices() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def _language() -> str:
    return (get_language() or "ar")[:2]


class BorderStyle(LoggedRecord):
    """How a border that is disputed is drawn on all maps."""

    key_kind = "borderstyle"

    class Style(models.TextChoices):
        SOLID = "solid", _("solid")
        DASHED = "dashed", _("dashed")
        HIDDEN = "hidden", _("not drawn")

    border = models.CharField(_("border"), max_length=60, unique=True, choices=border_choices)
    style = models.CharField(_("line"), max_length=8, choices=Style.choices, default=Style.DASHED)

    panels = [FieldPanel("border"), FieldPanel("style")]

    class Meta:
        verbose_name = _("disputed border")
        verbose_name_plural = _("disputed borders")
        ordering = ["border"]

    def __str__(self) -> str:
        known = disputed().get(self.border)
        return known[0].in_language(_language()) if known else self.border

    def list_keys(self) -> set[str]:
        return {BASEMAP}


class TerritoryName(LoggedRecord):
    """What a country or territory is called on the maps of a language, where it is not the name of the basemap."""

    key_kind = "territoryname"

    code = models.CharField(_("country"), max_length=2, choices=country_choices)
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("Empty: no name is written."))

    panels = [FieldRowPanel([FieldPanel("code"), FieldPanel("language")]), FieldPanel("name")]

    class Meta:
        verbose_name = _("name of a country on maps")
        verbose_name_plural = _("names of countries on maps")
        ordering = ["code", "language"]
        constraints = [models.UniqueConstraint(fields=["code", "language"], name="one_name_a_language")]

    def __str__(self) -> str:
        known = countries().get(self.code)
        return f"{known.in_language(_language()) if known else self.code} ({self.language})"

    def list_keys(self) -> set[str]:
        return {BASEMAP}


def _decisions() -> QuerySet:
    borders = BorderStyle.objects.order_by().values_list(Value(True), "border", "style")
    names = (
        TerritoryName.objects.filter(language=Given("language")).order_by().values_list(Value(False), "code", "name")
    )
    return borders.union(names, all=True)


_DECISIONS = Prepared(_decisions)


def decided(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Every disputed border by how it is drawn now; the newsroom's own names by country, empty where none is to be
    written. By one query: fronts print maps too."""
    depends_on(BASEMAP)
    styles, called = {key: style for key, (_name, style) in disputed().items()}, {}
    for is_border, key, value in _DECISIONS.rows(language=language):
        (styles if is_border else called)[key] = value
    return styles, called
