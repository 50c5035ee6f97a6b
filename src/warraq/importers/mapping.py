"""The mapping file: which column of a table is what, and what its words mean here."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ORDERS = ("", "dmy", "mdy")
FORMS = ("news", "report", "analysis", "opinion", "interview", "explainer", "factcheck")

# The column names that are understood without a mapping, first found first taken.
USUAL_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid"),
    "url": ("url", "link", "address"),
    "title": ("title", "headline"),
    "section": ("section", "category"),
    "published": ("published", "published_at", "date"),
    "authors": ("author", "authors", "byline"),
    "standfirst": ("summary", "standfirst", "description", "excerpt"),
    "body": ("body", "text", "content"),
    "keywords": ("keywords", "tags"),
    "form": ("form", "type"),
    "language": ("language", "lang"),
}


class MappingError(ValueError):
    """The mapping file says something that cannot be used; the message is for the operator."""


@dataclass(frozen=True)
class SectionWord:
    """What a section is called here: its address, and its title where it has to be made."""

    slug: str = ""
    title: str = ""


@dataclass(frozen=True)
class Mapping:
    """A mapping file, or what stands for it when there is none."""

    source: str = ""
    encoding: str = "utf-8"
    columns: dict[str, str] = field(default_factory=dict)
    sections: dict[str, SectionWord] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    date_order: str = ""
    time_zone: str = ""
    section: str = ""
    form: str = "news"
    agency: str = ""

    def value(self, row: dict[str, Any], name: str) -> Any:
        """The row's value for one of our names; None where it has no such column."""
        if name in self.columns:
            return row.get(self.columns[name])
        return next((row[column] for column in USUAL_COLUMNS[name] if column in row), None)


def read_mapping(path: Path) -> Mapping:
    """The mapping of a TOML file; MappingError says what is wrong with it."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"{path}: {error}") from error
    return mapping_of(tables)


def mapping_of(tables: dict[str, Any]) -> Mapping:
    dates, defaults = _table(tables, "dates"), _table(tables, "defaults")
    _refuse_unknown("", tables, ("source", "encoding", "columns", "sections", "forms", "dates", "defaults"))
    _refuse_unknown("columns", _table(tables, "columns"), tuple(USUAL_COLUMNS))
    _refuse_unknown("dates", dates, ("order", "zone"))
    _refuse_unknown("defaults", defaults, ("section", "form", "agency"))
    mapping = Mapping(
        source=str(tables.get("source", "")),
        encoding=str(tables.get("encoding", "utf-8")),
        columns={name: str(column) for name, column in _table(tables, "columns").items()},
        sections={raw: _section_word(raw, word) for raw, word in _table(tables, "sections").items()},
        forms={raw: str(form) for raw, form in _table(tables, "forms").items()},
        date_order=str(dates.get("order", "")),
        time_zone=str(dates.get("zone", "")),
        section=str(defaults.get("section", "")),
        form=str(defaults.get("form", "news")),
        agency=str(defaults.get("agency", "")),
    )
    return checked(mapping)


def checked(mapping: Mapping) -> Mapping:
    """The mapping itself; MappingError for a word with a fixed set of values that is none of them."""
    if mapping.date_order not in ORDERS:
        raise MappingError("[dates] order: dmy (31/12/2014) or mdy (12/31/2014)")
    for form in (mapping.form, *mapping.forms.values()):
        if form not in FORMS:
            raise MappingError(f"{form!r} is not a form: {', '.join(FORMS)}")
    return mapping


def with_flags(mapping: Mapping, **flags: str | None) -> Mapping:
    """The mapping with what was said on the command line in its place."""
    return checked(replace(mapping, **{name: value for name, value in flags.items() if value}))


def _table(tables: dict[str, Any], name: str) -> dict[str, Any]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise MappingError(f"[{name}] must be a table")
    return table


def _section_word(raw: str, word: Any) -> SectionWord:
    if isinstance(word, str):
        return SectionWord(title=word)
    if not isinstance(word, dict):
        raise MappingError(f"[sections] {raw}: a title, or a table of slug and title")
    _refuse_unknown(f"sections.{raw}", word, ("slug", "title"))
    return SectionWord(str(word.get("slug", "")), str(word.get("title", "")))


def _refuse_unknown(name: str, table: dict[str, Any], known: tuple[str, ...]) -> None:
    if unknown := sorted(set(table) - set(known)):
        where = f"[{name}]: " if name else ""
        raise MappingError(f"{where}unknown words: {', '.join(unknown)}; known are: {', '.join(known)}")
