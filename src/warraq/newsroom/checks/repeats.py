"""Stories that are there already."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from warraq.language.direction import isolated

from ..suggestions.draft import draft_of_page
from ..suggestions.nearby import lookalikes_of
from .findings import Finding


def repeats(page: Any) -> Iterator[Finding]:
    if not page.edition_id:
        return
    for story, share in lookalikes_of(draft_of_page(page)):
        words = _("“%(title)s” is published and holds %(share)d%% of what tells this story from others.")
        yield Finding("title", words % {"title": isolated(story.title), "share": share}, about=str(story.pk))
