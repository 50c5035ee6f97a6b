"""Reads the written content of the demonstration newsroom; knows nothing of the database."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

CONTENT = Path(__file__).parent / "content"
DEFAULT_LANGUAGE = "ar"


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn, and what is said about it."""

    kind: str
    seed: int
    alt: str
    caption: str = ""
    credit: str = ""


class Credit(NamedTuple):
    """An author's part in a story; without a role, the writing."""

    author: str
    role: str


@dataclass(frozen=True)
class Story:
    key: str
    section: str
    form: str
    headline: str
    standfirst: str
    authors: tuple[Credit, ...]
    keywords: tuple[str, ...]
    body: str
    lang: str = DEFAULT_LANGUAGE
    kicker: str = ""
    short_headline: str = ""
    place: str = ""
    agency: str = ""
    dossiers: tuple[str, ...] = ()
    picture: Picture | None = None
    counterpart: str = ""


@dataclass(frozen=True)
class Author:
    lang: str
    key: str
    slug: str
    name: str
    role: str
    bio: str
    portrait_seed: int


@dataclass(frozen=True)
class Keyword:
    lang: str
    kind: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Section:
    lang: str
    key: str
    slug: str
    title: str
    description: str
    counterpart: str = ""


@dataclass(frozen=True)
class Event:
    date: date
    precision: str
    text: str


@dataclass(frozen=True)
class Actor:
    name: str
    role: str


@dataclass(frozen=True)
class Dossier:
    lang: str
    key: str
    slug: str
    title: str
    state: str
    reviewed_days_ago: int
    start_here: tuple[str, ...]
    picture: Picture
    timeline: tuple[Event, ...]
    actors: tuple[Actor, ...]
    summary: str = ""
    counterpart: str = ""


@dataclass(frozen=True)
class Album:
    lang: str
    key: str
    slug: str
    title: str
    standfirst: str
    photographer: str
    days_ago: int
    pictures: tuple[Picture, ...]
    place: str = ""


@dataclass(frozen=True)
class Captions:
    lang: str
    label: str
    file: Path
    kind: str = "captions"


@dataclass(frozen=True)
class Video:
    lang: str
    key: str
    slug: str
    title: str
    standfirst: str
    kind: str
    seed: int
    seconds: float
    author: str
    days_ago: int
    poster_alt: str
    transcript: str
    captions: tuple[Captions, ...]


@dataclass(frozen=True)
class Map:
    """A field map; its days are counted back from the day the demo is made."""

    lang: str
    key: str
    slug: str
    title: str
    standfirst: str
    countries: str
    box: tuple[float, float, float, float]
    days_ago: int
    layers: tuple[dict[str, Any], ...]
    areas: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    counterpart: str = ""


@dataclass(frozen=True)
class Page:
    lang: str
    slug: str
    title: str
    standfirst: str
    footer: bool
    body: str
    counterpart: str = ""


@dataclass(frozen=True)
class Correction:
    story: str
    kind: str
    text: str
    days_after: int


@dataclass(frozen=True)
class Site:
    """What an edition says about itself and how its front is laid out."""

    lang: str
    name: str
    tagline: str
    about: str
    description: str
    contact: str
    picture_credit: str
    lead: str
    picks: tuple[str, ...]
    rails: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Content:
    """All that is written, in the order of the files."""

    sites: tuple[Site, ...]
    authors: tuple[Author, ...]
    keywords: tuple[Keyword, ...]
    sections: tuple[Section, ...]
    stories: tuple[Story, ...]
    dossiers: tuple[Dossier, ...]
    albums: tuple[Album, ...]
    videos: tuple[Video, ...]
    maps: tuple[Map, ...]
    pages: tuple[Page, ...]
    corrections: tuple[Correction, ...] = field(default=())

    def only(self, languages: set[str]) -> "Content":
        """What is written in these languages."""
        chosen = {
            name: tuple(item for item in getattr(self, name) if item.lang in languages)
            for name in self.__dataclass_fields__
            if name != "corrections"
        }
        return replace(self, **chosen)


@cache
def read() -> Content:
    """The whole content."""
    sites = tuple(Site(lang=lang, **_frozen(table)) for lang, table in _toml("site").items())
    credits = {site.lang: site.picture_credit for site in sites}
    return Content(
        sites=sites,
        authors=tuple(_authors()),
        keywords=tuple(_keywords()),
        sections=tuple(Section(lang=lang, **table) for lang, table in _tables("sections")),
        stories=tuple(read_story(path) for path in _story_files()),
        dossiers=tuple(_dossier(lang, table) for lang, table in _tables("dossiers")),
        albums=tuple(_album(lang, table, credits[lang]) for lang, table in _tables("albums")),
        videos=tuple(_video(lang, table) for lang, table in _tables("videos")),
        maps=tuple(Map(lang=lang, **table) for lang, table in _tables("maps")),
        pages=tuple(Page(lang=lang, **table) for lang, table in _tables("pages")),
        corrections=tuple(Correction(**table) for table in _toml("corrections")["corrections"]),
    )


def read_story(path: Path) -> Story:
    """A story file: TOML between `+++` lines, then the body."""
    _, head, body = path.read_text("utf-8").split("+++\n", 2)
    table = _frozen(tomllib.loads(head))
    table["authors"] = tuple(Credit(*text.partition(":")[::2]) for text in table["authors"])
    if "picture" in table:
        table["picture"] = Picture(**table["picture"])
    return Story(key=path.stem, body=body.strip(), **table)


def _story_files() -> list[Path]:
    return sorted((CONTENT / "stories").glob("*.md")) + sorted((CONTENT / "en" / "stories").glob("*.md"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text("utf-8"))


def _tables(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of a file whose lists are named after their language."""
    for lang, tables in _toml(name).items():
        for table in tables:
            yield lang, _frozen(table)


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}


def _authors() -> Iterator[Author]:
    for table in _toml("authors")["authors"]:
        english = table.pop("en")
        yield Author(lang=DEFAULT_LANGUAGE, **table)
        yield Author(lang="en", **{**table, **english})


def _keywords() -> Iterator[Keyword]:
    for table in _toml("keywords")["keywords"]:
        yield Keyword(DEFAULT_LANGUAGE, table["kind"], table["ar"], table.get("description", ""))
        yield Keyword("en", table["kind"], table["en"], table.get("description_en", ""))


def _dossier(lang: str, table: dict[str, Any]) -> Dossier:
    return Dossier(
        lang=lang,
        **table
        | {
            "picture": Picture(**table["picture"]),
            "timeline": tuple(Event(**event | {"date": _day(event["date"])}) for event in table["timeline"]),
            "actors": tuple(Actor(**actor) for actor in table["actors"]),
        },
    )


def _day(text: str) -> date:
    # TOML dates would do, were it not for readers that refuse years before 1000.
    return date.fromisoformat(text)


def _album(lang: str, table: dict[str, Any], credit: str) -> Album:
    pictures = tuple(Picture(**picture, credit=credit) for picture in table["pictures"])
    return Album(lang=lang, **table | {"pictures": pictures})


def _video(lang: str, table: dict[str, Any]) -> Video:
    captions = tuple(Captions(**row | {"file": CONTENT / "captions" / row["file"]}) for row in table["captions"])
    return Video(lang=lang, **table | {"captions": captions, "transcript": "\n\n".join(table["transcript"])})
