"""What a reader asks for: the words and what narrows them, kept as typed whatever becomes of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warraq.dates.format import gregorian_date
from warraq.dates.spans import Span, span_of
from warraq.language.fold import mild_fold
from warraq.language.sort import sort_key
from warraq.people.models import Author
from warraq.stories.models import FormerKeyword, Keyword, SectionPage, StoryPage

from . import kinds

LONGEST_QUERY, LONGEST_FILTER = 300, 120
DOSSIERS_OFFERED = 200
AUTHORS_COMPARED = 5_000
LAST_PAGE = 10_000  # far beyond what is shown: only keeps numbers within reason
LARGEST_NUMBER = 2**63 - 1
# The words of an address, in their order there.
WORDS = ("q", "order", "kind", "section", "form", "author", "keyword", "dossier", "when", "page")
FILTERS = WORDS[2:-1]
# Controls and lone surrogates say nothing, and a database refuses some of them.
_UNSAYABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_KINDS = {
    "story": ("story", gettext_lazy("Stories")),
    "dossier": ("dossier", gettext_lazy("Dossiers")),
    "album": ("album", gettext_lazy("Albums")),
    "video": ("videopage", gettext_lazy("Videos")),
    "map": ("fieldmap", gettext_lazy("Maps")),
}


def typed(text: str | None, longest: int) -> str:
    """What a reader wrote, in one line of a bounded length."""
    return _UNSAYABLE.sub(" ", (text or "")[: longest * 4]).strip()[:longest]


def number(text: str) -> int | None:
    """A number a reader's address may hold, in any digits; None for anything else."""
    return min(int(text), LARGEST_NUMBER) if text.isdecimal() and len(text) <= LONGEST_QUERY else None


@dataclass(frozen=True)
class Chip:
    """Something that narrows the search, and the address of the same search without it."""

    label: str
    text: str
    without: str


class SearchForm(forms.Form):
    """The form of one edition. What cannot be used is said at its field, and the search goes on without it."""

    q = forms.CharField(label=gettext_lazy("Words to look for"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Form of the story"), required=False)
    author = forms.CharField(label=gettext_lazy("Author"), required=False)
    keyword = forms.CharField(label=gettext_lazy("Keyword"), required=False)
    dossier = forms.ChoiceField(label=gettext_lazy("Dossier"), required=False)
    when = forms.CharField(
        label=gettext_lazy("Date"),
        required=False,
        help_text=gettext_lazy("For example: Ramadan 1446, 2024, August 2024, 2020 - 2024, since 15/3/2024"),
    )

    def __init__(self, given: Mapping[str, str], edition: Any) -> None:
        self.edition = edition
        longest = {"q": LONGEST_QUERY}
        data = {name: typed(given.get(name), longest.get(name, LONGEST_FILTER)) for name in WORDS}
        super().__init__(data, auto_id="search-%s")
        self._section_numbers: dict[str, int] = {}
        self._offer("kind", _("All kinds"), _kinds())
        self._offer("section", _("All sections"), self._sections())
        self._offer("form", _("All forms"), StoryPage.Form.choices)
        self._offer("dossier", _("All dossiers"), self._dossiers())
        for name in ("author", "keyword", "when"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "maxlength": LONGEST_FILTER}
        for name in ("author", "keyword"):
            offer = {"suggest": edition.path("/_/suggest"), "kind": name, "list": _("Suggestions")}
            self.fields[name].widget.attrs |= {f"data-{word}": value for word, value in offer.items()}
        self.is_cut = len(_UNSAYABLE.sub(" ", given.get("q") or "").strip()) > LONGEST_QUERY
        self.full_clean()

    # --- what is offered -----------------------------------------------------------------------------------------

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        field.choices = [("", everything), *choices]
        field.error_messages["invalid_choice"] = _("This is not to be found here any more.")

    def _sections(self) -> list[tuple[str, str]]:
        rows = SectionPage.objects.filter(edition=self.edition).listed().order_by("path")
        found = list(rows.values_list("slug", "title", "pk"))
        self._section_numbers = {slug: pk for slug, _title, pk in found}
        return [(slug, title) for slug, title, _pk in found]

    def _dossiers(self) -> list[tuple[str, str]]:
        rows = _dossiers(self.edition)
        found = list(rows.newest_first().values_list("pk", "title")[:DOSSIERS_OFFERED])
        chosen = number(self.data["dossier"])
        if chosen and chosen not in dict(found):
            found += rows.filter(pk=chosen).values_list("pk", "title")
        return [(str(pk), title) for pk, title in found]

    # --- what is meant -------------------------------------------------------------------------------------------

    def clean_kind(self) -> tuple[str, ...]:
        chosen = self.cleaned_data["kind"]
        return (_KINDS[chosen][0],) if chosen else ()

    def clean_section(self) -> int | None:
        return self._section_numbers.get(self.cleaned_data["section"])

    def clean_dossier(self) -> int | None:
        return number(self.cleaned_data["dossier"])

    def clean_author(self) -> int | None:
        return self._named("author", _author, _("We know no author of this name."))

    def clean_keyword(self) -> int | None:
        return self._named("keyword", _keyword, _("We have no such keyword."))

    def clean_when(self) -> Span | None:
        text = self.cleaned_data["when"]
        if not text:
            return None
        if found := span_of(text, self.edition.date_style):
            return found
        raise forms.ValidationError(_("This date was not understood, so stories of all dates are searched."))

    def _named(self, name: str, find: Any, refusal: str) -> int | None:
        text = self.cleaned_data[name]
        if not text:
            return None
        if found := find(self.edition, text):
            self.data[name] = found.name  # the name it goes by, for one given by number or by a former name
            return found.pk
        raise forms.ValidationError(refusal)

    # --- where it leads ------------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        return self.data["q"]

    @property
    def order(self) -> str:
        return "date" if self.data["order"] == "date" else "relevance"

    @property
    def page(self) -> int:
        return max(1, min(number(self.data["page"]) or 1, LAST_PAGE))

    @property
    def narrowed_by(self) -> list[str]:
        """The filters that are in force."""
        return [name for name in FILTERS if self.data[name] and name not in self.errors]

    def address(self, **changes: Any) -> str:
        """The address of this search with something else in it; the first page, if nothing is said of pages."""
        kept = {name: self.data[name] for name in ("q", *self.narrowed_by)}
        kept["order"] = self.order
        kept |= {name: str(value) for name, value in changes.items()}
        kept |= {name: "" for name, plain in (("order", "relevance"), ("page", "1")) if kept.get(name) == plain}
        query = urlencode([(name, kept[name]) for name in WORDS if kept.get(name)])
        return self.edition.path("/search/") + (f"?{query}" if query else "")

    @property
    def relevance_address(self) -> str:
        return self.address(order="relevance")

    @property
    def date_address(self) -> str:
        return self.address(order="date")

    @property
    def bare_address(self) -> str:
        """The same words in the whole edition."""
        return self.address(**dict.fromkeys(FILTERS, ""))

    def chips(self) -> list[Chip]:
        """What narrows this search, to be read and to be taken away."""
        return [
            Chip(self.fields[name].label, self._said(name), self.address(**{name: ""})) for name in self.narrowed_by
        ]

    def _said(self, name: str) -> str:
        value = self.data[name]
        if name == "when":
            return _dated(value, self.cleaned_data[name], self.edition)
        choices = getattr(self.fields[name], "choices", None)
        return str(dict(choices)[value]) if choices else value


def _dated(text: str, span: Span, edition: Any) -> str:
    """What was typed, and which days that was taken for."""
    first, last = (gregorian_date(day, edition.date_style) if day else "…" for day in (span.first, span.last))
    return f"{text} ({first})" if first == last else f"{text} ({first} – {last})"


def _kinds() -> list[tuple[str, str]]:
    """The kinds of pages this site offers to the search."""
    offered = {kind.name for kind in kinds.pages()}
    return [(word, label) for word, (name, label) in _KINDS.items() if name in offered]


def _dossiers(edition: Any) -> QuerySet:
    return apps.get_model("dossiers", "DossierPage").objects.filter(edition=edition).listed()


def _author(edition: Any, text: str) -> Any:
    """An author by name, as it may be written by heart, or by number."""
    authors = Author.objects.filter(edition=edition)
    if found := authors.filter(sort_key=sort_key(text)[:160]).first() or authors.filter(pk=number(text)).first():
        return found
    wanted = mild_fold(text)
    rows = authors.order_by("pk").values_list("pk", "name")[:AUTHORS_COMPARED]
    return authors.filter(pk=next((pk for pk, name in rows if mild_fold(name) == wanted), None)).first()


def _keyword(edition: Any, text: str) -> Any:
    """A keyword by its present name, a former one, or by number."""
    keywords, folded = Keyword.objects.filter(edition=edition), mild_fold(text)
    if found := keywords.filter(folded=folded).first():
        return found
    former = FormerKeyword.objects.filter(keyword__edition=edition, folded=folded).select_related("keyword").first()
    return former.keyword if former else keywords.filter(pk=number(text)).first()
