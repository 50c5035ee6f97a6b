"""Lengths of time as a desk says them: “0.4 s”, “12 minutes”. Digits are 0–9, as everywhere in the newsroom."""

from django.utils.translation import gettext, ngettext

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def spoken(seconds: float) -> str:
    if seconds < MINUTE:
        digits = 2 if seconds < 0.1 else 1 if seconds < 10 else 0
        return gettext("%(n)s s") % {"n": f"{seconds:.{digits}f}"}
    if seconds < HOUR:
        minutes = int(seconds // MINUTE)
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if seconds < 2 * DAY:
        hours = int(seconds // HOUR)
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = int(seconds // DAY)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
