"""Moments of embargoes in the words of whoever is signed in."""

from datetime import datetime

from django.utils.timezone import localtime


def moment(at: datetime) -> str:
    """“2026-11-27 18:00”, on the clocks of the user."""
    return f"{localtime(at):%Y-%m-%d %H:%M}"
