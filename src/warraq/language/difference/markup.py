"""Rich text as words that know how they are formatted; paragraphs, list items and headings end in a line end."""

from html.parser import HTMLParser

from .words import Word, words_of

_LOOKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "sup": "superscript",
    "sub": "subscript",
    "code": "code",
    "del": "struck",
    "s": "struck",
    "strike": "struck",
    "blockquote": "quotation",
    "ul": "bullets",
    "ol": "numbers",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
_LINES = frozenset("p div li blockquote h1 h2 h3 h4 h5 h6".split())
_THINGS = frozenset("img embed hr".split())
THING = "\ufffc"  # stands for what is no text: a picture, a rule


def rich_words(markup: str) -> list[Word]:
    """The words of rich text, each with its looks: `bold`, `link:…`, `language:en` and the like."""
    reader = _Reader()
    reader.feed(markup or "")
    reader.close()
    return reader.words()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.letters: list[str] = []
        self.looks: list[frozenset[str]] = []
        self.open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._put("\n")
        elif tag in _THINGS:
            self._put(THING, {"thing:" + _told(tag, attrs)})
        else:
            self.open.append((tag, _look(tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _look in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]
        if tag in _LINES and self.letters and self.letters[-1] != "\n":
            self._put("\n")

    def handle_data(self, data: str) -> None:
        self._put(data)

    def _put(self, text: str, more: set[str] | None = None) -> None:
        looks = frozenset({look for _tag, look in self.open if look} | (more or set()))
        self.letters += text
        self.looks += [looks] * len(text)

    def words(self) -> list[Word]:
        if self.letters and self.letters[-1] == "\n":
            self.letters.pop()
        found, at = [], 0
        for word in words_of("".join(self.letters)):
            runs = self.looks[at : at + len(word.text)]
            union = frozenset().union(*runs)
            sample = () if len(set(runs)) < 2 else tuple(tuple(sorted(run)) for run in runs)
            found.append(word._replace(looks=union, sample=sample))
            at += len(word.text) + len(word.space)
        return found


def _look(tag: str, attributes: dict[str, str | None]) -> str | None:
    if tag == "a":
        target = attributes.get("href") or f"{attributes.get('linktype')} {attributes.get('id')}"
        return f"link:{target}"
    if language := attributes.get("lang"):
        return f"language:{language}"
    return _LOOKS.get(tag)


def _told(tag: str, attributes: list[tuple[str, str | None]]) -> str:
    return " ".join([tag, *(f"{name}={value}" for name, value in sorted(attributes, key=str))])
