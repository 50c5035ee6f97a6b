"""From a row of a table to a draft of a story, or to the reason why there is none. Pure: no database."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from warraq.language.clean import changes_between, clean, clean_html
from warraq.language.placeholders import is_placeholder

from .mapping import Mapping
from .moments import AmbiguousDate, DateError, order_shown_by, read_moment
from .prose import Block, blocks_of, plain
from .reading import Row

_LIST_MARK = re.compile(r"\s*[,،;؛|]\s*")
LONGEST = {"id": 255, "title": 255, "author": 120, "keyword": 80}


class Refused(ValueError):
    """The row makes no story; the message is for the report."""


@dataclass(frozen=True)
class Draft:
    """A story as the row tells it. `section` is the row's own word for it; texts are not cleaned yet."""

    external_id: str
    title: str
    section: str
    published: datetime
    body: tuple[Block, ...]
    url: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    form: str = "news"
    agency: str = ""
    language: str = ""
    line: int = field(default=0, compare=False)

    @property
    def fingerprint(self) -> str:
        """The same for the same story, wherever in the file it stands."""
        values = asdict(self)
        values.pop("line")
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=datetime.isoformat)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass
class Understanding:
    """Reads rows by a mapping; `order` is how its dates put day and month, once that is known."""

    mapping: Mapping
    zone: tzinfo
    order: str = ""

    def draft(self, row: Row) -> Draft:
        """The row's story; raises Refused."""
        if row.problem:
            raise Refused(row.problem)
        title = self._text(row, "title", "title")
        if is_placeholder(title):
            raise Refused("the title is missing or a placeholder")
        body = blocks_of(_string(self.mapping.value(row.values, "body")))
        if not body:
            raise Refused("the text is empty")
        url = _string(self.mapping.value(row.values, "url")).strip()
        published = self._published(row)
        return Draft(
            external_id=self._external_id(row, url, title, published),
            title=title,
            section=plain(_string(self.mapping.value(row.values, "section"))),
            published=published,
            body=body,
            url=url,
            standfirst=plain(_string(self.mapping.value(row.values, "standfirst"))),
            authors=self._names(row, "authors", "author"),
            keywords=self._names(row, "keywords", "keyword"),
            form=self._form(row),
            agency=self.mapping.agency,
            language=_string(self.mapping.value(row.values, "language")).replace("_", "-").partition("-")[0].lower(),
            line=row.line,
        )

    def date_text(self, row: Row) -> str:
        return _string(self.mapping.value(row.values, "published")).strip()

    def _text(self, row: Row, name: str, limit: str) -> str:
        return _short_enough(plain(_string(self.mapping.value(row.values, name))), limit)

    def _external_id(self, row: Row, url: str, title: str, published: datetime) -> str:
        given = _string(self.mapping.value(row.values, "id")).strip()
        if given or url:
            return _short_enough(given, "id") if given else _digest(url)
        return _digest(f"{title}\n{published.isoformat()}")

    def _published(self, row: Row) -> datetime:
        text = self.date_text(row)
        if not text:
            raise Refused("the date is missing")
        try:
            moment = read_moment(text, self.zone, self.order)
        except AmbiguousDate:
            raise
        except DateError as error:
            raise Refused(str(error)) from error
        if moment > datetime.now(UTC) + timedelta(days=1):
            raise Refused("the date lies in the future")
        return moment

    def _names(self, row: Row, name: str, limit: str) -> tuple[str, ...]:
        value = self.mapping.value(row.values, name)
        parts = value if isinstance(value, list) else _LIST_MARK.split(_string(value))
        names = (_short_enough(plain(_string(part)), limit) for part in parts)
        return tuple(dict.fromkeys(part for part in names if any(map(str.isalnum, part))))

    def _form(self, row: Row) -> str:
        raw = plain(_string(self.mapping.value(row.values, "form")))
        known = {"news", "report", "analysis", "opinion", "interview", "explainer", "factcheck"}
        return self.mapping.forms.get(raw) or (raw.lower() if raw.lower() in known else self.mapping.form)


def order_of_dates(rows: Iterable[Row], understanding: Understanding) -> tuple[str, Row | None]:
    """The order that the first date with a number above 12 shows, and its row; ("", None) without one."""
    for row in rows:
        if order := order_shown_by(understanding.date_text(row)):
            return order, row
    return "", None


def cleaned(draft: Draft, language: str) -> tuple[Draft, Counter[str]]:
    """The draft without stray letters and marks, and how many were put right, by kind."""
    letters: Counter[str] = Counter()

    def put_right(text: str, how: Any = clean) -> str:
        after = how(text, language) if text else text
        if after != text:
            for change in changes_between(text, after):
                letters[change.why] += change.count
        return after

    body = [(kind, put_right(text, clean_html if kind == "paragraph" else clean)) for kind, text in draft.body]
    after = replace(
        draft,
        title=put_right(draft.title),
        standfirst=put_right(draft.standfirst),
        agency=put_right(draft.agency),
        authors=tuple(dict.fromkeys(map(put_right, draft.authors))),
        keywords=tuple(dict.fromkeys(map(put_right, draft.keywords))),
        body=tuple((kind, text) for kind, text in body if re.sub(r"<[^<>]*>", "", text).strip()),
    )
    return after, letters


def _string(value: Any) -> str:
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return "\n".join(_string(part) for part in value)
    text = str(value).replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused("a value holds half a character") from error
    return text


def _short_enough(text: str, name: str) -> str:
    if len(text) > LONGEST[name]:
        raise Refused(f"the {name} is longer than {LONGEST[name]} characters")
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
