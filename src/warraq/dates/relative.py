"""How long ago, or how soon, in the edition's words."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta

from warraq.language.digits import shape

from .style import DateStyle

_NOW = {"ar": "الآن", "fa": "اکنون", "en": "now"}
_UNITS = (31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60)


def relative(moment: datetime, now: datetime, style: DateStyle) -> str:
    """«قبل ساعتين», «خلال 3 أيام», «الآن» within a minute; only whole units are counted."""
    difference = style.local(moment) - style.local(now)
    seconds = abs(int(difference.total_seconds()))
    if seconds < 60:
        return _NOW.get(style.language_code, _NOW["en"])
    unit = next(unit for unit in _UNITS if seconds >= unit)
    whole = timedelta(seconds=seconds // unit * unit * (1 if difference > timedelta() else -1))
    # Babel rounds to the nearest: an hour and fifty minutes would read as two hours.
    text = format_timedelta(whole, add_direction=True, threshold=1, locale=style.locale)
    return shape(text, style.digits)
