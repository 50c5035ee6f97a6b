"""Moments as a desk says them."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from warraq.newsroom.readership.wording import Wording
from warraq.newsroom.refreshes.durations import DAY, MINUTE, spoken
from warraq.newsroom.stamps import day_stamp, stamp

register = template.Library()
register.filter("stamp", stamp)
LONG_AGO = 30 * DAY


@register.filter
def ago(at: datetime) -> str:
    """“12 minutes ago”; the day itself after a month. Wagtail's own words for it are cut at Latin commas only."""
    seconds = (timezone.now() - at).total_seconds()
    if seconds < MINUTE:
        return gettext("just now")
    if seconds > LONG_AGO:
        return day_stamp(at)
    return gettext("%(length)s ago") % {"length": spoken(seconds)}


@register.filter
def day(day: date, wording: Wording) -> str:
    """With the months of the edition in the language of who looks, as everywhere on a desk."""
    return wording.date(day)


@register.filter
def moment(at: datetime, wording: Wording) -> SafeString:
    """The day with its hour, in the language of who looks."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), wording.moment(at))
