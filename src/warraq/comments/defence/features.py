"""What a text is learned by: the terms of its words, pairs of them, its hosts and its signs."""

from itertools import pairwise

from warraq.language.analysis import analyser_for

from .signs import hosts_of, signs_of

MOST = 150  # of one text: a long one teaches no more than a short one


def features_of(text: str, language: str) -> list[str]:
    """Each once, in their order. Names of authors are no part of it."""
    tickets = [ticket for ticket in analyser_for(language).analyse(text) if not ticket.is_stop]
    terms = [ticket.term if not ticket.term[0].isdecimal() else "#" for ticket in tickets]
    pairs = [f"{one} {other}" for one, other in pairwise(terms)]
    signs = [f"sign:{sign.code}" for sign in signs_of(text)]
    return list(dict.fromkeys([*signs, *(f"host:{host}" for host in hosts_of(text)), *_mixed(terms, pairs)]))[:MOST]


def _mixed(terms: list[str], pairs: list[str]) -> list[str]:
    """Terms with the pairs they begin, so that a cut leaves some of both."""
    return [feature for at, term in enumerate(terms) for feature in (term, *pairs[at : at + 1])]
