"""Where imported stories go: sections, authors and keywords found by their words or made."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from warraq.editions.models import Edition
from warraq.front.models import FrontPage
from warraq.language.clean import clean
from warraq.language.fold import mild_fold
from warraq.language.slug import slugify
from warraq.people.models import Author, FormerAuthorSlug
from warraq.stories.models import FormerKeyword, FormerSectionSlug, Keyword, SectionPage
from warraq.stories.words import reserved_words

from .mapping import Mapping, SectionWord
from .understanding import Refused

_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\s_/\-]+")
_GENERAL = "general"


def readable(raw: str) -> str:
    """`internationalNews` → `International news`; other words as they are."""
    words = [word for word in _HUMP.split(raw) if word]
    if not raw.isascii():
        return " ".join(words)
    text = " ".join(word if word.isupper() else word.lower() for word in words)
    return text[:1].upper() + text[1:]


def section_slug(word: str) -> str:
    """An address for a section that is neither reserved nor a number."""
    slug = slugify(" ".join(part for part in _HUMP.split(word) if part))
    return f"section-{slug}".strip("-") if not slug or slug.isdigit() or slug in reserved_words() else slug


@dataclass
class Places:
    """The sections, authors and keywords of an edition, looked up once each."""

    edition: Edition
    mapping: Mapping
    made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sections: dict[str, SectionPage] = {}
        self._authors: dict[str, int] = {}
        self._keywords: dict[str, int | None] = {}

    # --- sections ------------------------------------------------------------------------------------------

    def section(self, raw: str) -> SectionPage:
        """The section that a row's word means, made and published where it is missing; raises Refused."""
        raw = raw or self.mapping.section
        if raw not in self._sections:
            self._sections[raw] = self.known_section(raw) or self._make_section(raw)
        return self._sections[raw]

    def known_section(self, raw: str) -> SectionPage | None:
        """The section if the edition has it, by its present or a former address or by its title."""
        if raw in self._sections:
            return self._sections[raw]
        slug, title = self.words_of(raw)
        sections = SectionPage.objects.filter(edition=self.edition)
        if found := sections.filter(slug=slug).first():
            return found
        if former := FormerSectionSlug.objects.filter(edition=self.edition, slug=slug).first():
            return former.section
        named = {mild_fold(section.title): section for section in sections}
        return named.get(mild_fold(title)) or (named.get(mild_fold(raw)) if raw else None)

    def stand_in(self, raw: str) -> SectionPage:
        """The section as it would be made, for a run that writes nothing; noted like one that was made."""
        slug, title = self.words_of(raw)
        section = SectionPage(title=title, slug=slug, edition=self.edition, locale_id=self.edition.locale_id)
        self.made.append(f"{title} (/{slug}/)")
        self._sections[raw] = section
        return section

    def words_of(self, raw: str) -> tuple[str, str]:
        """(slug, title) of the section for a row's word; an empty word means the general one."""
        word = self.mapping.sections.get(raw, SectionWord())
        if not raw and not word.title:
            with translation.override(self.edition.code):
                word = SectionWord(word.slug or _GENERAL, _("General"))
        title = clean(word.title or readable(raw), self.edition.code)
        return section_slug(word.slug or raw or title), title

    def _make_section(self, raw: str) -> SectionPage:
        slug, title = self.words_of(raw)
        front = FrontPage.objects.get(edition=self.edition)
        section = SectionPage(title=title, slug=slug, locale=front.locale, show_in_menus=True)
        try:
            with transaction.atomic():
                front.add_child(instance=section)
                section.save_revision().publish()
        except ValidationError as error:
            raise Refused(f"the section “{raw}” cannot be made: {' '.join(error.messages)}") from error
        self.made.append(f"{title} (/{slug}/)")
        return SectionPage.objects.get(pk=section.pk)

    # --- authors and keywords ------------------------------------------------------------------------------

    def author(self, name: str) -> int:
        """The id of the author of this name; one is made where the edition has none."""
        slug = slugify(name)
        if slug not in self._authors:
            known = Author.objects.filter(edition=self.edition, slug=slug).first()
            former = FormerAuthorSlug.objects.filter(edition=self.edition, slug=slug).first()
            found = known or (former.author if former else None)
            self._authors[slug] = (found or Author.objects.create(edition=self.edition, name=name)).pk
        return self._authors[slug]

    def keyword(self, name: str) -> int | None:
        """The id of the keyword, whichever way it is spelt; None for a word of marks only."""
        folded = mild_fold(name)[:120]
        if folded not in self._keywords:
            self._keywords[folded] = self._keyword(name, folded) if folded else None
        return self._keywords[folded]

    def _keyword(self, name: str, folded: str) -> int:
        known = Keyword.objects.filter(edition=self.edition, folded=folded).first()
        former = FormerKeyword.objects.filter(keyword__edition=self.edition, folded=folded).first()
        found = known or (former.keyword if former else None)
        return (found or Keyword.objects.create(edition=self.edition, name=name)).pk
