"""Tells an editor, after saving, which stray letters and marks were taken out of the text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

SHOWN = 8
REASONS = {
    "presentation_form": _("letters as shapes, from a printed file"),
    "persian_letters": _("Persian letters in Arabic"),
    "arabic_letters": _("Arabic letters in Persian"),
    "digits": _("digits of another script"),
    "tatweel": _("lengthened letters"),
    "invisible": _("invisible marks"),
    "control": _("control characters"),
    "spaces": _("spaces"),
    "composition": _("letters typed in two parts"),
    "text": _("spelling of letters"),
}


def show_cleaned_letters(request: HttpRequest, page: Any) -> None:
    """Once for each save that an editor asked for; autosaves stay silent."""
    changes = merged(getattr(page, "letters_cleaned", ()))
    if not changes or "application/json" in request.headers.get("Accept", ""):
        return
    page.letters_cleaned = []
    rows = [{"change": change, "reason": REASONS[change.why], "count": count} for change, count in changes[:SHOWN]]
    context = {"rows": rows, "more": len(changes) - len(rows)}
    messages.info(request, render_to_string("newsroom/cleaned_letters.html", context, request))


def merged(changes: Any) -> list[tuple[Any, int]]:
    """The same spelling cleaned in several fields counts once, the most frequent first."""
    counts: dict[tuple[str, str, str], int] = {}
    kept = {}
    for change in changes:
        key = (change.before, change.after, change.why)
        kept.setdefault(key, change)
        counts[key] = counts.get(key, 0) + change.count
    return [(kept[key], count) for key, count in sorted(counts.items(), key=lambda item: -item[1])]
