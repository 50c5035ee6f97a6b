"""How a record becomes a document of the index: words analysed here, stored as terms between spaces.

Nothing of the text itself is kept: what a reader is shown comes from the database.
"""

from collections.abc import Iterable
from functools import lru_cache

import tantivy

from warraq.language.analysis import Analyser, Token

from .kinds import Content, number_of

SCHEMA_VERSION = 2
KEY, FACTS, TITLE, NAMES, BODY, ALSO, EXACT, BONES, HEADS, NOTE, NUMBER, AT = (
    "key facts title names body also exact bones heads note number at".split()
)
TERMS = (TITLE, NAMES, BODY)  # where a word of a query is looked for
ARTICLE = "ال"
REMEMBERED = 100_000  # terms whose consonants are known


def make_schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    for name in (KEY, FACTS):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in TERMS:
        build.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    # What words are found by besides their terms; spellings as written; consonants of the terms; beginnings of words
    # for what is suggested while typing.
    for name in (ALSO, EXACT, BONES, HEADS):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    # The place in the change log, in the same commit as what was derived up to it.
    build.add_text_field(NOTE, stored=True, tokenizer_name="raw", index_option="basic")
    build.add_unsigned_field(NUMBER, fast=True)
    build.add_integer_field(AT, fast=True, indexed=True)
    return build.build()


SCHEMA = make_schema()


def document(content: Content, analyser: Analyser, plain: Analyser, is_page: bool) -> tantivy.Document:
    """The document of a record; `plain` folds only."""
    fields = {
        KEY: content.key,
        NUMBER: number_of(content.kind, content.pk),
        FACTS: sorted(facts_of(content)),
        HEADS: " ".join(heads(content.title, plain)),
    }
    if content.at is not None:
        fields[AT] = int(content.at.timestamp())
    if is_page:
        title = analyser.analyse(content.title)
        names = [analyser.analyse(text) for text in content.names]
        texts = [analyser.analyse(text) for text in content.texts]
        everything = [*title, *(token for part in (*names, *texts) for token in part)]
        besides = _besides(everything)
        fields |= {
            TITLE: spaced(title),
            NAMES: [spaced(part) for part in names],
            BODY: [spaced(part) for part in texts],
            ALSO: " ".join(map(in_one_piece, besides)),
            EXACT: " ".join({token.exact for token in everything}),
            BONES: " ".join({_bone(term, analyser) for term in {token.term for token in everything} | besides} - {""}),
        }
    return tantivy.Document.from_dict(fields, SCHEMA)


def _besides(tokens: Iterable[Token]) -> set[str]:
    """What else tokens are found by; mostly nothing."""
    readings = {reading for token in tokens if (reading := token.also + token.parts)}
    return {term for terms in readings for term in terms}


def facts_of(content: Content) -> set[str]:
    return {*content.facts, f"edition:{content.language}", f"kind:{content.kind}"}


def spaced(tokens: Iterable[Token]) -> str:
    """One word of the field a token, so that a phrase's words stand as far apart here as in the text."""
    terms = [token.term for token in tokens]
    joined = " ".join(terms)
    if all(terms) and joined.count(" ") == len(terms) - 1:
        return joined
    return " ".join(map(in_one_piece, terms))


def in_one_piece(term: str) -> str:
    """A term as the index holds it; that of a compound name may have spaces."""
    return "_".join(term.split()) or "_"


@lru_cache(maxsize=REMEMBERED)
def _bone(term: str, analyser: Analyser) -> str:
    return analyser.bone(term)


def heads(text: str, plain: Analyser) -> set[str]:
    """The words a reader may begin to type, with their article and without."""
    words = {token.term for token in plain.analyse(text)}
    bare = {word[len(ARTICLE) :] for word in words if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 2}
    return words | bare
