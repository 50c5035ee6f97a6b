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


@dataclass(frozen=True)
class Tracks:
    """A film's captions, each with whether it is shown unasked, and its chapters: [seconds, title] of each."""

    captions: list[tuple[Any, bool]]
    chapters: Any
    parts: list[tuple[float, str]]


def tracks(film: Any, edition: Any) -> Tracks:
    """The captions and chapters in the edition's own language are shown unasked; else the first chapters there are."""
    rows = list(film.captions.all())
    found = {kind: [row for row in rows if row.kind == kind] for kind in ("captions", "chapters")}
    own = {kind: next((row for row in found[kind] if row.language == edition.code), None) for kind in found}
    chapters = own["chapters"] or next(iter(found["chapters"]), None)
    parts = [(seconds, title) for seconds, title in chapters.chapters] if chapters else []
    return Tracks([(row, row is own["captions"]) for row in found["captions"]], chapters, parts)


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
