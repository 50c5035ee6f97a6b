"""Which part of the site somebody's desk is about: everything, an edition, or a section."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from warraq.editions.models import Edition
from warraq.stories.models import SectionPage

from .models import DeskPreference

LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Scope:
    """At most one of the two is set."""

    edition: int | None = None
    section: int | None = None

    @property
    def value(self) -> str:
        """As the choice is named: “section-5”, “edition-1”, or empty."""
        if self.section:
            return f"section-{self.section}"
        return f"edition-{self.edition}" if self.edition else ""

    def of_stories(self, rows: QuerySet, story: str = "") -> QuerySet:
        """Narrow rows whose edition and section are those at `story`, such as "storypage__"."""
        if self.section:
            return rows.filter(**{f"{story}section": self.section})
        return rows.filter(**{f"{story}edition": self.edition}) if self.edition else rows

    def of_pages(self, pages: QuerySet) -> QuerySet:
        """What belongs to no edition, such as a folder, is every edition's."""
        if self.section:
            return pages.filter(storypage__section=self.section)
        return pages.filter(Q(locale__edition=self.edition) | Q(locale__edition=None)) if self.edition else pages


def scope_of(user: Any) -> Scope:
    rows = DeskPreference.objects.filter(user=user.pk).values_list("edition", "section")
    return Scope(*(rows.first() or ()))


def remember(user: Any, value: str) -> None:
    """Keep what was chosen; what names no part of the site is everything."""
    kind, _hyphen, number = value.partition("-")
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER else 0
    edition = Edition.objects.filter(pk=pk).first() if kind == "edition" else None
    section = SectionPage.objects.filter(pk=pk).first() if kind == "section" else None
    DeskPreference.objects.update_or_create(user=user, defaults={"edition": edition, "section": section})


@dataclass(frozen=True)
class Part:
    """An edition or a section as one chooses it."""

    value: str
    label: str
    is_section: bool


def parts() -> list[Part]:
    """Every edition followed by its sections; two queries."""
    sections = list(SectionPage.objects.order_by("path").values_list("pk", "title", "edition"))
    found = []
    for edition in Edition.objects.all():
        found.append(Part(f"edition-{edition.pk}", edition.name, is_section=False))
        own = [(pk, title) for pk, title, of in sections if of == edition.pk]
        found += [Part(f"section-{pk}", title, is_section=True) for pk, title in own]
    return found
