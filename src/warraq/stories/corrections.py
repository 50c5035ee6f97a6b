"""What a newsroom has put right, newest first: the page of corrections and its feed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on

from .models import Correction

TITLE = _("Corrections")
ABOUT = _("What we got wrong and put right, what we made clearer, and what we withdrew.")
MOST_OF_A_YEAR = 1_000
_STORY = ("title", "address_slug", "section__slug", "section__edition", "edition")


def corrections_path(edition: Any, year: int = 0) -> str:
    """`/corrections/` within the site, `/corrections/2025/` for those of a year."""
    return edition.path(f"/corrections/{year}/" if year else "/corrections/")


def newest_corrections(edition: Any, count: int) -> list[Correction]:
    """Of stories that readers can open, or could until they were withdrawn."""
    return list(_told(edition)[:count])


def corrections_of_year(edition: Any, year: int) -> list[Correction]:
    return list(_told(edition).filter(date__year=year)[:MOST_OF_A_YEAR])


def years_of_corrections(edition: Any) -> list[int]:
    """Newest first."""
    _note(edition)
    return [first.year for first in _public(edition).dates("date", "year", order="DESC")]


def _told(edition: Any) -> QuerySet[Correction]:
    _note(edition)
    columns = ("kind", "date", "text", *(f"story__{name}" for name in _STORY))
    return _public(edition).select_related("story__section", "story__edition").only(*columns).order_by("-date", "-pk")


def _public(edition: Any) -> QuerySet[Correction]:
    return Correction.objects.filter(is_public=True, story__edition=edition)


def _note(edition: Any) -> None:
    depends_on(list_key("edition", edition.pk, "corrections"))
