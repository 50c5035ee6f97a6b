"""What a reader may mean while typing: keywords, authors, dossiers, then headlines, by the beginnings of words."""

from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from . import kinds
from .compiling import Narrowing
from .reading import Opened, asking
from .schema import AT, FACTS, HEADS, NUMBER, SCHEMA

NAMED = ("keyword", "author", "dossier")
LOOKED_AT = 24  # of each sort: some may have nothing to show
LONGEST = 100  # characters
MOST_WORDS = 8


@dataclass(frozen=True)
class Suggestion:
    """`kind` is keyword, author, dossier, story, album …; `text` as readers write it."""

    kind: str
    text: str
    url: str


def suggest(edition: str, text: str, count: int = 8) -> list[Suggestion]:
    """Suggestions for what has been typed so far; none for nothing. SearchAway while there is no index to ask."""
    with asking() as opened:
        words = [token.term for token in opened.analyser("und").analyse(text[:LONGEST])][:MOST_WORDS]
        if not words:
            return []
        named = _named(opened, edition, words)
        pages = _newest(opened, edition, words)
    found: list[Suggestion] = []
    for keys in (named, pages):
        found += _suggestions(keys, count - len(found))
    return found


def _begins(words: list[str]) -> list[tuple[Occur, Query]]:
    *whole, last = words
    found = [Query.term_query(SCHEMA, HEADS, word, index_option="basic") for word in whole]
    found.append(Query.fuzzy_term_query(SCHEMA, HEADS, last, distance=0, prefix=True))
    return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in found]


def _named(opened: Opened, edition: str, words: list[str]) -> list[str]:
    """Keywords, authors and dossiers, those of most stories first."""
    narrowing = Narrowing(facts=(f"edition:{edition}",), kinds=NAMED)
    query = Query.boolean_query([*narrowing.clauses(), *_begins(words)])
    keys = _keys(opened, opened.searcher.search(query, LOOKED_AT * 4, count=False))
    return sorted(keys, key=lambda key: -opened.searcher.doc_freq(FACTS, key))[:LOOKED_AT]


def _newest(opened: Opened, edition: str, words: list[str]) -> list[str]:
    others = tuple(kind.name for kind in kinds.pages() if kind.name not in NAMED)
    query = Query.boolean_query([*Narrowing(facts=(f"edition:{edition}",), kinds=others).clauses(), *_begins(words)])
    return _keys(opened, opened.searcher.search(query, LOOKED_AT, count=False, order_by_field=AT))


def _keys(opened: Opened, found: tantivy.SearchResult) -> list[str]:
    numbers = opened.searcher.fast_field_values(NUMBER, [address for _score, address in found.hits])
    records = (kinds.record_of(int(number or 0)) for number in numbers)
    return [f"{kind}:{pk}" for kind, pk in records if kind]


def _suggestions(keys: list[str], count: int) -> list[Suggestion]:
    """The first of the records that readers may see now, as they are named now."""
    if count <= 0 or not keys:
        return []
    visible = {
        content.key: Suggestion(content.kind, content.title, content.url)
        for kind, pks in kinds.by_kind(keys).items()
        for content in kind.briefly(pks)
    }
    return [visible[key] for key in keys if key in visible][:count]
