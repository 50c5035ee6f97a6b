"""How minutes, hours, days and weeks stand under a chart and in its table."""

from django.utils.translation import gettext

from .charts import Axis
from .wording import Wording


def minutes(wording: Wording) -> Axis:
    return Axis(gettext("Minute"), wording.clock, wording.clock, every=5)


def hours(wording: Wording) -> Axis:
    return Axis(gettext("Hour"), wording.hour, wording.clock, every=6)


def days(wording: Wording) -> Axis:
    return Axis(gettext("Day"), wording.day, wording.day, every=5)


def weeks(wording: Wording) -> Axis:
    return Axis(gettext("Week that began on"), wording.date, wording.day, every=13)
