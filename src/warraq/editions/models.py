"""Editions: one language of the site with its calendars, digits and words about itself."""

from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Locale

from warraq.changes.models import Change
from warraq.changes.recording import Recorded
from warraq.changes.records import LoggedRecord
from warraq.dates.style import AnnouncedMonth, DateStyle


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone, such as Asia/Beirut."), params={"name": name})


class Edition(LoggedRecord, ClusterableModel):
    """A Wagtail locale with everything an edition prints in its own way."""

    key_kind = "edition"

    class Months(models.TextChoices):
        COMMON = "common", _("common (August)")
        REGIONAL = "regional", _("of the region (آب)")
        DOUBLE = "double", _("both (آب/أغسطس)")

    class Digits(models.TextChoices):
        LATN = "latn", "0123456789"
        ARAB = "arab", "٠١٢٣٤٥٦٧٨٩"
        ARABEXT = "arabext", "۰۱۲۳۴۵۶۷۸۹"

    locale = models.OneToOneField(Locale, models.PROTECT, related_name="edition", editable=False)
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    name = models.CharField(_("name of the site"), max_length=80)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    about = models.TextField(_("about the site, in the footer"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[check_time_zone])
    region = models.CharField(_("region of month names"), max_length=12, blank=True, help_text=_("For example ar_LB."))
    months = models.CharField(_("month names"), max_length=10, choices=Months.choices, default=Months.COMMON)
    digits = models.CharField(_("digits"), max_length=8, choices=Digits.choices, default=Digits.LATN)
    hijri = models.BooleanField(_("Hijri date (Umm al-Qura)"), default=False)
    jalali = models.BooleanField(_("Solar Hijri date"), default=False)
    hijri_month_4 = models.CharField(
        _("name of the fourth Hijri month"),
        max_length=20,
        default="ربيع الآخر",
        choices=[(name, name) for name in ("ربيع الآخر", "ربيع الثاني")],
    )
    full_text_feeds = models.BooleanField(_("feeds carry the full text"), default=True)
    offers_pictures = models.BooleanField(
        _("readers may download maps and charts as pictures"),
        default=False,
        help_text=_("2,400 pixels wide, with the name of the site; a link stands under each."),
    )
    contact_email = models.EmailField(_("e-mail for readers"), blank=True)
    # Derived, in the transaction of what they are derived from: a page reads them with its edition, without a query.
    menu = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    announced = models.JSONField(default=list, editable=False, encoder=DjangoJSONEncoder)
    comment_rules = models.JSONField(default=list, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("about"), FieldPanel("contact_email")]),
        MultiFieldPanel(
            [
                FieldPanel("time_zone"),
                FieldPanel("region"),
                FieldPanel("months"),
                FieldPanel("digits"),
                FieldPanel("hijri"),
                FieldPanel("hijri_month_4"),
                FieldPanel("jalali"),
            ],
            heading=_("Dates and digits"),
        ),
        FieldPanel("full_text_feeds"),
        FieldPanel("offers_pictures"),
        InlinePanel("announced_months", label=_("announced month start")),
    ]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def is_default(self) -> bool:
        return self.code == settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.code)["bidi"] else "ltr"

    @property
    def prefix(self) -> str:
        """`` for the default edition, `/en` for another."""
        return "" if self.is_default else f"/{self.code}"

    @property
    def url(self) -> str:
        return f"{self.prefix}/"

    def path(self, address: str) -> str:
        """The address of this edition for one of the default edition's, `/authors/…` → `/en/authors/…`."""
        return self.prefix + address

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def date_style(self) -> DateStyle:
        """How this edition writes dates."""
        return DateStyle(
            language=self.code,
            region=self.region or self.code,
            months=self.months,
            digits=self.digits,
            hijri=self.hijri,
            jalali=self.jalali,
            hijri_month_4=self.hijri_month_4,
            time_zone=self.time_zone,
            announced=tuple(_announced(row) for row in self.announced),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        _prefixes.clear()
        self.announced = [item.as_row() for item in AnnouncedMonthStart.objects.filter(edition=self)]
        type(self).objects.filter(pk=self.pk).update(announced=self.announced)

    def log_menu(self) -> None:
        """Note that the words around every page of this edition have changed."""
        with transaction.atomic():
            Change.objects.note(Change.Kind.EDITED, f"{self.object_key}:menu", set())

    def day_of(self, moment: datetime) -> date:
        """The civil day of a moment in this edition's time zone."""
        return moment.astimezone(self.zone).date()


_prefixes: dict[int, str] = {}


def prefix_of(edition_id: int) -> str:
    """The first word of an edition's addresses, without loading the edition: its code never changes."""
    if edition_id not in _prefixes:
        code = Edition.objects.values_list("code", flat=True).get(pk=edition_id)
        _prefixes[edition_id] = Edition(code=code).prefix
    return _prefixes[edition_id]


class AnnouncedMonthStart(Recorded, models.Model):
    """A month that began, by sighting, on another day than the Umm al-Qura table says."""

    key_kind = "edition"

    edition = ParentalKey(Edition, related_name="announced_months")
    year = models.PositiveSmallIntegerField(_("Hijri year"))
    month = models.PositiveSmallIntegerField(_("month"), choices=[(n, str(n)) for n in range(1, 13)])
    starts = models.DateField(_("first day"))
    recorded = models.DateField(_("recorded on"), auto_now_add=True)
    applies_to_past = models.BooleanField(_("also change the dates of pages published before today"), default=False)

    class Meta:
        verbose_name = _("announced month start")
        verbose_name_plural = _("announced month starts")
        ordering = ["starts"]
        constraints = [models.UniqueConstraint(fields=["edition", "year", "month"], name="one_start_per_month")]

    def __str__(self) -> str:
        return f"{self.year}-{self.month}: {self.starts}"

    @property
    def object_key(self) -> str:
        return f"edition:{self.edition_id}"

    def as_row(self) -> list[Any]:
        """What the edition keeps of it: plain values that JSON can hold."""
        days = (self.starts.isoformat(), self.recorded.isoformat())
        return [self.year, self.month, *days, self.applies_to_past]


def _announced(row: list[Any]) -> AnnouncedMonth:
    year, month, starts, recorded, applies_to_past = row
    return AnnouncedMonth(year, month, date.fromisoformat(starts), date.fromisoformat(recorded), applies_to_past)
