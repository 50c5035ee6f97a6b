"""Moments in figures within a sentence, on the clocks of whoever is signed in.

After an Arabic word the figures of “2026-11-27” would change places (UAX #9, W2 and N1: each becomes an Arabic number,
and the hyphens between them take the direction of the line); isolated they keep together in any line.
"""

from datetime import datetime

from django.utils.timezone import localtime

from warraq.language.direction import set_apart


def stamp(at: datetime) -> str:
    """“2026-11-27 18:00”"""
    return set_apart(f"{localtime(at):%Y-%m-%d %H:%M}", "ltr")


def day_stamp(at: datetime) -> str:
    """“2026-11-27”"""
    return set_apart(f"{localtime(at):%Y-%m-%d}", "ltr")
