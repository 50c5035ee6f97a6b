"""A search among comments by the words of the readers' search.

There is no index of it: a second copy of what readers write would have to be erased with the first. Comments are
read one after the other, so many a page, and the page says how far it has come.
"""

from django.conf import settings

from warraq.language.analysis import analyser_for
from warraq.language.matching import Match, matches
from warraq.language.querying import parse

from .grouping import Fits


def search_for(text: str) -> Fits | None:
    """Whether a comment holds all words of the text, in any of their forms; None where no word is asked for."""
    # One language for the whole site, as everywhere in the newsroom: what another writes is folded all the same.
    analyser = analyser_for(settings.LANGUAGE_CODE)
    query = parse(text, analyser)
    if query.is_empty:
        return None

    def fits(words: str) -> bool:
        tokens = analyser.analyse(words)
        known = {term for token in tokens for term in token.found_by}
        if any(known.isdisjoint(word.terms) for word in query.required):
            return False
        # Only phrases and what is excluded are left to ask for: nothing is loosened.
        return matches(query, tokens, analyser) is Match.STRICT

    return fits
