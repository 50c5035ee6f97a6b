"""Whatever a stranger asks for, the answer is never that the server failed."""

import re
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warraq import testing
from warraq.search.building import Build
from warraq.search.models import groups_of_editors
from warraq.search.places import site_place, stamp_with

pytestmark = pytest.mark.django_db
PART = re.compile(r"<(?:\w+:)?(\w+)>")
BEYOND = "9" * 23  # more than a database's largest integer
NUMBERS = ["0", "1", "-1", "00", "9223372036854775807", "9223372036854775808", BEYOND, "9" * 5000, "١٢", "1e3", "0x1f"]
WORDS = [
    "",
    ".",
    "..",
    "%2e%2e",
    "%00",
    "\x00",
    "\xff\xfe",
    "%ff",
    "a" * 5000,
    "خبر",
    "خَبَر\u202e\u200f\u0640",
    "\U0001f9ff\u0301" * 40,
    "\ud7ff\ufffe\uffff",
    "ﷺ",
    "null",
    "<script>",
    "' OR 1=1 --",
    "{{7*7}}",
    "a b\tc\r\nd",
    "en",
    "newsroom",
    ";",
    "?",
    "#",
    "\\",
    "C:\\x",
]
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]
HEADERS = {
    "HTTP_HOST": ["", "evil.example", "127.0.0.1:99999", "a" * 300, "[::1", "\xff"],
    "HTTP_RANGE": ["bytes=-", "bytes=9-1", "bytes=0-" + BEYOND * 9, "bytes=\xff"],
    "HTTP_IF_MODIFIED_SINCE": ["yesterday", "Mon, 99 Foo 0000 99:99:99 GMT", "\x00"],
    "HTTP_IF_NONE_MATCH": ['"', "W/", "*", "\xff" * 100],
    "HTTP_ACCEPT_LANGUAGE": ["*", "x" * 5000, "ar;q=NaN", "../../etc"],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=x", "\x00"],
    "HTTP_COOKIE": ["sessionid=" + "x" * 4000, "=;=;", "csrftoken=\xff", "sessionid=\x00"],
    "HTTP_X_FORWARDED_HOST": ["evil.example"],
    "HTTP_X_FORWARDED_PROTO": ["gopher"],
    "HTTP_REFERER": ["javascript:alert(1)", "\xff"],
    "CONTENT_TYPE": ["multipart/form-data", "text/html; charset=nonsense", "\x00"],
    "CONTENT_LENGTH": ["-1", "x", ""],
}
QUERIES = ["%", "%00", "a=%ff", "&&&===", "page=" + BEYOND, "page=-1", "q=" + "ش" * 3000, "a[]=b&a[x]=y", "\xff", "#"]


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Any, tmp_path: Any, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    # Without an index the search would answer 503 whatever it is asked.
    settings.WARRAQ_SEARCH = tmp_path / "search"
    assert Build(site_place(), stamp_with(groups_of_editors())).step(60)


@pytest.fixture
def addresses() -> list[str]:
    """One existing page of each type."""
    section = testing.make_section()
    story = testing.make_story(
        section, keywords=[testing.make_keyword()], authors=[testing.make_author()], lead_picture=testing.make_image()
    )
    month = section.archive_address(story.edition.day_of(story.listed_at).replace(day=1))
    pages = [section, story, testing.make_dossier(), testing.make_album(), testing.make_standard_page()]
    owners = [story.story_keywords.get().keyword, story.bylines.get().author]
    return ["/", "/en/", month, *(page.url for page in pages), *(owner.url for owner in owners)]


def ask(path: str, method: str = "GET", query: str = "", **extra: str) -> Any:
    """Send a path as a server hands it over: bytes, one Latin-1 character each, nothing tidied."""
    raw = path.encode("utf-8", "surrogatepass").decode("latin-1")
    environ = {"PATH_INFO": raw, "QUERY_STRING": query.encode().decode("latin-1")} | extra
    return Client(raise_request_exception=False).generic(method, "/", **environ)


def assert_no_failure(path: str, method: str = "GET", query: str = "", **extra: str) -> None:
    status = ask(path, method, query, **extra).status_code
    assert status < 500 or status == 501, (status, method, path[:200], query[:200], extra)


def patterns(resolver: Any = None) -> list[tuple[str, Any]]:
    """Every address pattern outside the admin, with its converters: (`news/<int:pk>/`, converters)."""
    found: list[tuple[str, Any]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = str(entry.pattern)
        if route == "newsroom/":
            continue
        if isinstance(entry, URLResolver):
            below = [(route + rest, kinds | entry.pattern.converters) for rest, kinds in patterns(entry)]
            found += below
        elif isinstance(entry, URLPattern):
            found.append((route, dict(entry.pattern.converters)))
    return found


def spoilt(route: str, kinds: dict[str, Any]) -> list[str]:
    """The pattern's address with each of its parts in turn replaced by something hostile."""
    good = dict.fromkeys(kinds, "news") | {"pk": "1", "year": "2024", "month": "2", "extension": "rss"}
    return [
        "/" + PART.sub(lambda part, values=good | {name: hostile}: values[part[1]], route)
        for name, hostile in product(kinds, [*NUMBERS, *WORDS, "13", "99999"])
    ]


def leads_to_a_view(address: str) -> bool:
    """What no pattern takes is answered alike wherever it stands: the next test asks for such addresses."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def test_no_part_of_any_address_can_break_the_server(addresses):
    corpus = [address for route, kinds in patterns() for address in spoilt(route, kinds) if leads_to_a_view(address)]
    assert len(corpus) > 500
    for address in corpus:
        assert_no_failure(address)


def test_a_strange_word_anywhere_is_no_failure(addresses):
    frames = ("/{}", "/{}/", "//{}", "/en/{}/", "/news/{}/", "/news/archive/{}/", "/s/{}", "/media/{}", "/static/{}")
    for frame, word in product(frames, WORDS + NUMBERS):
        assert_no_failure(frame.format(word))


def test_a_month_no_calendar_has_is_no_failure(addresses):
    years = ["0", "0000", "1", "1899", "9998", "9999", "10000", "99999", BEYOND]
    months = ["0", "00", "1", "12", "13", "99", BEYOND]
    for section, year, month in product(("news", "no-such-section"), years, months):
        assert_no_failure(f"/{section}/archive/{year}/{month}/")


def test_no_method_is_a_failure(addresses):
    machines = ["/healthz", "/robots.txt", "/sitemap.xml", "/feeds/home.rss", "/s/1", "/no-such/", "/search/?q=x"]
    for method, address in product(METHODS, addresses + machines):
        assert_no_failure(address, method)


def test_no_query_is_a_failure(addresses):
    machines = ["/newsroom/login/", "/sitemap.xml", "/feeds/home.json", "/search/", "/en/search/", "/_/suggest"]
    for query, address in product(QUERIES, addresses + machines):
        assert_no_failure(address, query=query)


def test_no_header_is_a_failure(addresses):
    machines = ["/media/none.jpg", "/feeds/home.atom", "/newsroom/login/"]
    for name, texts in HEADERS.items():
        for text, address in product(texts, addresses[:4] + machines):
            assert_no_failure(address, **{name: text})


PIECES = st.one_of(
    st.sampled_from(WORDS + NUMBERS),
    st.sampled_from("news en fa archive dossiers albums videos authors keywords pages feeds s media documents".split()),
    st.text(max_size=12),
    st.binary(max_size=8).map(lambda raw: raw.decode("latin-1")),
    st.integers().map(str),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=6), end=st.sampled_from(["", "/", "//", ".rss", ".xml"]))
def test_no_address_at_all_is_a_failure(db, pieces, end):
    assert_no_failure("/" + "/".join(pieces) + end)
