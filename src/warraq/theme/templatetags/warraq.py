"""What reader templates use: pictures, dates, digits and the links around a page."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from warraq.language.digits import format_number, shape
from warraq.language.truncate import truncate
from warraq.stories.archives import month_text
from warraq.stories.chart_words import said_of

from .. import moments, pictures, prose, reading, surroundings

register = template.Library()


# `class` is a word of Python, so the tag takes its options by name from a mapping.
@register.simple_tag
def picture(image: Any, **options: Any) -> SafeString:
    """`{% picture image alt=… sizes="…" class="…" priority=True %}`."""
    return pictures.picture_html(
        image,
        alt=options.get("alt") or "",
        sizes=options.get("sizes") or "100vw",
        css_class=options.get("class") or "",
        priority=bool(options.get("priority")),
    )


@register.filter
def date_line(moment: date | None, edition: Any) -> SafeString:
    return moments.full_date(moment, edition)


@register.filter
def short_date(moment: date | None, edition: Any) -> SafeString:
    return moments.short_date(moment, edition)


@register.filter
def moment_of(moment: datetime | None, edition: Any) -> SafeString:
    return moments.near_moment(moment, edition)


@register.filter
def time_of(moment: datetime | None, edition: Any) -> SafeString:
    return moments.clock_time(moment, edition)


@register.filter
def month_of(month: date, edition: Any) -> str:
    return month_text(month, edition)


@register.filter
def duration(seconds: float, edition: Any) -> str:
    return moments.duration(seconds, edition)


@register.filter
def by_day(stories: list[Any], edition: Any) -> list[tuple[date, list[Any]]]:
    return moments.by_day(stories, edition)


@register.simple_tag
def event_date(entry: Any, edition: Any) -> SafeString:
    return moments.event_date(entry, edition)


@register.filter
def digits(text: Any, edition: Any) -> str:
    """The text with the edition's digits; safe text stays safe, for digits hold no markup."""
    shaped = shape(str(text), edition.digits)
    return mark_safe(shaped) if isinstance(text, SafeString) else shaped


@register.filter
def number(value: int | float, edition: Any) -> str:
    return format_number(value, edition.digits)


@register.filter
def shorten(text: str, limit: int) -> str:
    """Plain text cut between words, without markup."""
    return truncate(" ".join(strip_tags(str(text)).split()), limit)


@register.filter
def fault_in_words(fault: Any) -> str:
    """What is wrong with the table of a chart."""
    return said_of(fault)


@register.filter
def reading_minutes(body: Any) -> int:
    return reading.reading_minutes(body)


@register.simple_tag
def opening_of(page: Any) -> int:
    return prose.opening_index(page)


@register.simple_tag
def opening_paragraph(value: Any, page: Any) -> SafeString:
    return prose.opening_paragraph(value, page)


@register.filter
def directed(value: Any, edition: Any) -> SafeString:
    return prose.directed(value, edition)


@register.simple_tag
def dir_of(text: Any, edition: Any, chosen: str = "") -> SafeString | str:
    return prose.dir_of(str(text), edition, chosen or "")


@register.simple_tag
def dir_of_table(table: dict | None, edition: Any, chosen: str = "") -> SafeString | str:
    """By all its cells: in the other direction, its columns follow each other the other way too."""
    cells = (str(cell) for row in (table or {}).get("data") or [] for cell in row if cell)
    return prose.dir_of(" ".join(cells), edition, chosen or "")


@register.simple_tag
def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return settings.WARRAQ_BASE_URL + path


@register.simple_tag
def editions_of(page: Any, edition: Any) -> list[surroundings.EditionLink]:
    return surroundings.other_editions(page, edition)


@register.simple_tag
def feeds_of(edition: Any) -> list[surroundings.FeedLink]:
    return surroundings.feeds(edition)


@register.simple_tag
def heeds_refusals() -> SafeString | str:
    """` data-heeds` where readers who ask browsers not to be followed are not counted."""
    return mark_safe(" data-heeds") if settings.WARRAQ_READS_HONOUR_DNT else ""


@register.filter
def script_locale(edition: Any) -> str:
    """The edition's language and digits as scripts name them: `ar-u-nu-latn`."""
    return f"{edition.code}-u-nu-{edition.digits}"


@register.simple_tag
def here(page: Any, item: Any) -> SafeString | str:
    """` aria-current="…"` where the menu item is the page or holds it."""
    value = surroundings.current(page, item)
    return format_html(' aria-current="{}"', value) if value else ""
