"""What pages of dossiers, albums and videos say: the largest picture, lengths, sizes, other calendars."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from warraq.dates import format as written
from warraq.language.digits import format_number

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Enlargement:
    """A picture to look at by itself: the address of its largest rendition, and the smaller ones."""

    url: str
    width: int
    height: int
    srcset: str


def enlargement(image: Any) -> Enlargement:
    """Made from the renditions there are; the picture as it was sent in while there are none."""
    sources = image.sources
    plain = sources.jpeg or sources.webp
    url, width = plain[-1] if plain else (sources.src, sources.width)
    height = round(width * sources.height / sources.width)
    srcset = ", ".join(f"{address} {wide}w" for address, wide in sources.webp)
    return Enlargement(url, width, height, srcset)


def captions(film: Any, edition: Any) -> list[tuple[Any, bool]]:
    """The film's captions; the first in the edition's own language is shown unasked."""
    found = list(film.captions.all())
    default = next((item for item in found if item.language == edition.code), None)
    return [(item, item is default) for item in found]


def length_in_words(seconds: float, edition: Any) -> str:
    """«4 دقائق و12 ثانية»; whole minutes from a quarter of an hour on."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    if minutes >= 15:
        minutes, rest = minutes + round(rest / 60), 0
    long = ngettext("%(number)s minute", "%(number)s minutes", minutes) % _counted(minutes, edition)
    short = ngettext("%(number)s second", "%(number)s seconds", rest) % _counted(rest, edition)
    if minutes and rest:
        return _("%(minutes)s and %(seconds)s") % {"minutes": long, "seconds": short}
    return long if minutes else short


def machine_length(seconds: float) -> str:
    """`PT4M12S`, for the attribute of a `<time>`."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return f"PT{minutes}M{rest}S"


def file_size(size: int, edition: Any) -> str:
    """«1.2 ميغابايت»."""
    if size >= MEGABYTE:
        return _("%(number)s MB") % _counted(round(size / MEGABYTE, 1), edition)
    return _("%(number)s KB") % _counted(max(1, round(size / 1000)), edition)


def _counted(number: float, edition: Any) -> dict[str, str]:
    return {"number": format_number(number, edition.digits)}


def other_calendars(entry: Any, edition: Any) -> str:
    """A timeline entry's day in the edition's other calendars, where they cover it."""
    if entry.precision != "day":
        return ""
    style = edition.date_style
    hijri = written.hijri_date(entry.date, style, as_of=entry.date) if style.hijri else ""
    jalali = written.jalali_date(entry.date, style) if style.jalali else ""
    return " · ".join(text for text in (hijri, jalali) if text)
