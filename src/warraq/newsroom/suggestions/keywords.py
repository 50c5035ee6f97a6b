"""Keywords a text calls for: those that exist first, then places, then the words that tell most about it."""

import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from warraq.editions.models import Edition
from warraq.language.analysis import Token, analyser_for
from warraq.language.fold import mild_fold
from warraq.language.gazetteer import gazetteer_for
from warraq.search import neighbours
from warraq.search.reading import SearchAway, asking
from warraq.stories.models import FormerKeyword, Keyword

from .draft import Draft

EXISTING, PLACES, WORDS = 8, 5, 6
MOST_WORDS = 6  # of a keyword
SHORTEST = 3  # letters of a suggested word
TITLE_COUNTS = 3
REMEMBERED = 60.0  # seconds a changed name may take to be known here
_PREFIXES = ("وال", "بال", "فال", "كال")
_PROCLITICS = "وفبلك"


@dataclass(frozen=True)
class KeywordSuggestion:
    """A name with its kind; `pk` where the keyword exists."""

    name: str
    kind: str
    pk: int | None = None

    @property
    def kind_label(self) -> str:
        return str(Keyword.Kind(self.kind).label)


def suggest_keywords(draft: Draft) -> list[KeywordSuggestion]:
    tokens = analyser_for(draft.edition.code).analyse(f"{draft.title}\n{draft.text}")
    existing = existing_in(draft, tokens)
    taken = {mild_fold(one.name) for one in existing} | _chosen_names(draft)
    places = [one for one in places_in(draft) if mild_fold(one.name) not in taken][:PLACES]
    taken |= {mild_fold(one.name) for one in places}
    known = {word for name in taken for word in _terms(draft.edition.code, name)}
    words = [one for one in telling_words(draft, tokens) if not known & set(_terms(draft.edition.code, one.name))]
    return [*existing, *_existing_of(draft.edition, [*places, *words[:WORDS]], draft.keywords)]


def existing_in(draft: Draft, tokens: list[Token]) -> list[KeywordSuggestion]:
    """Keywords of the edition whose words stand in the text, in their order; a headline's count for more."""
    names = names_of(draft.edition)
    terms = [token.term for token in tokens]
    in_title = len(analyser_for(draft.edition.code).analyse(draft.title))
    counts: Counter[int] = Counter()
    for start in range(len(terms)):
        for length in range(1, MOST_WORDS + 1):
            for pk in names.get(tuple(terms[start : start + length]), ()):
                counts[pk] += (TITLE_COUNTS if start < in_title else 1) * length
    best = [pk for pk, _count in counts.most_common(EXISTING + len(draft.keywords)) if pk not in draft.keywords]
    found = Keyword.objects.in_bulk(best[:EXISTING])
    return [KeywordSuggestion(found[pk].name, found[pk].kind, pk) for pk in best if pk in found]


def names_of(edition: Edition) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The keywords of an edition by the terms of their names; remembered for a moment."""
    state = Keyword.objects.filter(edition=edition).aggregate(count=Count("pk"), newest=Max("pk"))
    moment = int(time.monotonic() / REMEMBERED)
    return _names_of(edition.pk, edition.code, state["count"], state["newest"], moment)


@lru_cache(maxsize=8)
def _names_of(edition: int, code: str, count: int, newest: int | None, moment: int) -> dict:
    analyser = analyser_for(code)
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, name in Keyword.objects.filter(edition_id=edition).order_by().values_list("pk", "name").iterator():
        tokens = analyser.analyse(name)
        if tokens and not all(token.is_stop for token in tokens):
            found[tuple(token.term for token in tokens)].append(pk)
    return {terms: tuple(pks) for terms, pks in found.items()}


def places_in(draft: Draft) -> list[KeywordSuggestion]:
    country = draft.edition.region.replace("-", "_").partition("_")[2]
    found = gazetteer_for(draft.edition.code).places_in(f"{draft.title}\n{draft.text}", country)
    return [KeywordSuggestion(place.name, Keyword.Kind.PLACE) for place, _times in found]


def telling_words(draft: Draft, tokens: list[Token]) -> list[KeywordSuggestion]:
    """The words by which the text is told from others, as it writes them most often."""
    text = f"{draft.title}\n{draft.text}"
    spelt = _spellings(text, tokens)
    try:
        with asking() as opened:
            terms = [best.term for best in neighbours.telling(opened, draft.edition.code, [draft.title, draft.text])]
    except SearchAway:
        terms = [term for term, forms in spelt.items() if sum(forms.values()) > 2]
    words = [_usual(spelt[term]) for term in terms if term in spelt]
    fit = [word for word in words if len(word) >= SHORTEST and not word.isdecimal()]
    return [KeywordSuggestion(word, Keyword.Kind.TOPIC) for word in dict.fromkeys(fit)]


def _spellings(text: str, tokens: list[Token]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for token in tokens:
        if not token.is_stop:
            found["".join(token.term.split())][_without_marks(text[token.start : token.end])] += 1
    return found


def _usual(forms: Counter[str]) -> str:
    """The form written most often, without what is glued to its front."""
    plain: Counter[str] = Counter()
    for form, times in forms.items():
        plain[_without_proclitic(form, forms)] += times
    return plain.most_common(1)[0][0]


def _without_proclitic(form: str, forms: Counter[str]) -> str:
    for prefix in _PREFIXES:
        if form.startswith(prefix) and len(form) > len(prefix) + 2:
            return form[1:]
    if form.startswith("لل") and len(form) > 4:
        return f"ال{form[2:]}"
    return form[1:] if form[0] in _PROCLITICS and form[1:] in forms else form


def _without_marks(form: str) -> str:
    return "".join(char for char in form if not "\u064b" <= char <= "\u0652" and char not in "\u0640\u0670")


def _terms(code: str, name: str) -> list[str]:
    return [token.term for token in analyser_for(code).analyse(name)]


def _chosen_names(draft: Draft) -> set[str]:
    return set(Keyword.objects.filter(pk__in=draft.keywords).values_list("folded", flat=True))


def _existing_of(
    edition: Edition, suggestions: list[KeywordSuggestion], chosen: frozenset[int]
) -> list[KeywordSuggestion]:
    """The same suggestions; those whose name a keyword has or once had are that keyword."""
    folded = {mild_fold(one.name): one for one in suggestions}
    known = {k.folded: k for k in Keyword.objects.filter(edition=edition, folded__in=folded)}
    former = FormerKeyword.objects.filter(keyword__edition=edition, folded__in=folded).select_related("keyword")
    known = {row.folded: row.keyword for row in former} | known
    found = []
    for name, one in folded.items():
        keyword = known.get(name)
        if keyword is None:
            found.append(one)
        elif keyword.pk not in chosen:
            found.append(KeywordSuggestion(keyword.name, keyword.kind, keyword.pk))
    return found
