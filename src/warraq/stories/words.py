"""Words a section may not take as its address, because a page of another kind stands there."""

from django.conf import settings

FIRST_WORDS = frozenset(
    """s dossiers albums videos maps charts authors keywords most-read corrections search pages feeds sitemap.xml
    sitemaps robots.txt .well-known _ lite embed review api static media newsroom healthz metrics favicon.ico archive
    documents images admin""".split()
)


def reserved_words() -> frozenset[str]:
    """The first words of the address table and every edition's code."""
    return FIRST_WORDS | {code for code, _ in settings.LANGUAGES}
