"""Letters that do not belong: another language's letters, shapes of letters, marks nobody sees, mixed digits."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from warraq.language.faults import faults
from warraq.stories.text import Pen, rewrite, text_fields

from .findings import Finding

MOST = 5  # of one field


def letters(page: Any) -> Iterator[Finding]:
    for column in text_fields(type(page)):
        found: list[str] = []

        def look(text: str, found: list[str] = found) -> str:
            found += [fault.before for fault in faults(text, page.language)]
            return text

        rewrite(page, Pen(look, look), [column])
        for before in list(dict.fromkeys(found))[:MOST]:
            words = _("These letters do not belong in the text: “%(letters)s”.")
            yield Finding(column.name, words % {"letters": before}, about=before)
