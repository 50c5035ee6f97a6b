"""The page that readers search by, as it is sent: `/search/` and `/_/suggest`."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warraq.search import finding, limits
from warraq.search.finding import SearchAway
from warraq.stories.models import SectionPage
from warraq.testing import (
    make_album,
    make_author,
    make_dossier,
    make_edition,
    make_image,
    make_keyword,
    make_section,
    make_story,
    paragraphs,
)
from warraq.theme.tests.printed import Printed

pytestmark = pytest.mark.django_db
QUERIES = 16
TIDE = "قياس المدّ في الخليج"


@pytest.fixture(autouse=True)
def _reader_who_was_not_here_before(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    limits.SEARCHES.forget()
    limits.SUGGESTIONS.forget()


def ask(client: Client, address: str = "/search/", **given: str) -> Printed:
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return Printed(client, f"{address}?{query}")


def titles(page: Printed) -> list[str]:
    return page.texts("article .card__title")


def make_days(*days: datetime, title: str = TIDE) -> list[Any]:
    return [make_story(title=f"{title} {day:%Y-%m-%d}", first_published_at=day) for day in days]


# --- the way there ---


def test_every_page_leads_to_the_search_of_its_edition(client):
    make_section("News", "news", make_edition("en"))
    story = make_story(title=TIDE)
    for address, search in (("/", "/search/"), (story.url, "/search/"), ("/en/news/", "/en/search/")):
        page = Printed(client, address)
        assert page.one("[role=search] form")["action"] == search
        assert page.one("[role=search] a")["href"] == search


def test_the_search_page_has_one_search_and_no_second_one_beside_the_menu(client, built):
    built()
    assert len(Printed(client, "/search/").all("[role=search]")) == 1


# --- what is found ---


def test_it_shows_what_was_found_with_the_words_marked(client, built):
    story = make_story(title=TIDE, body=paragraphs("يقيس المرصد المدّ كل صباح."))
    built()
    page = ask(client, q="المرصد")
    assert page.one("article .card__title a").get("href") == story.url
    assert page.texts("article mark") == ["المرصد"]
    assert page.texts("h2#found") == ["نتيجة واحدة"]


def test_a_headline_is_never_taken_for_markup(client, built):
    make_story(title="<script>alert(1)</script> مرصد", body=paragraphs("مرصد &lt;b&gt;"))
    built()
    html = ask(client, q="مرصد").response.content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>مرصد</mark>" in html


def test_words_typed_into_the_field_are_never_taken_for_markup(client, built):
    built()
    html = ask(client, q="%22%3E%3Cscript%3Ealert(1)%3C/script%3E").response.content.decode()
    assert "<script>alert" not in html


def test_results_of_every_kind_say_what_they_are(client, built):
    make_story(title="تحليل المدّ", form="analysis", lead_picture=make_image())
    make_dossier("ملف المدّ")
    make_album(title="صور المدّ")
    built()
    page = ask(client, q="المدّ")
    labels = " ".join(page.texts("article .label"))
    assert all(word in labels for word in ("تحليل", "ملف", "ألبوم"))
    assert page.all("article picture")
    assert page.empty_parts() == []


def test_a_result_has_its_dates_in_the_calendars_of_the_edition(client, built):
    edition = make_edition()
    edition.hijri = True
    edition.save()
    make_story(title=TIDE)
    built()
    date = ask(client, q="الخليج").texts("article time")[0]
    assert " · " in date


def test_the_count_is_said_as_arabic_says_it(client, built):
    make_story(title=f"{TIDE} 1")
    make_story(title=f"{TIDE} 2")
    built()
    assert ask(client, q="الخليج").texts("h2#found") == ["نتيجتان"]


def test_the_english_edition_speaks_english(client, built):
    section = make_section("News", "news", make_edition("en"))
    make_story(section, title="Measuring the tide")
    built()
    page = ask(client, "/en/search/", q="tide")
    assert page.texts("h2#found") == ["1 result"]
    assert page.tree.html["lang"] == "en"
    assert titles(page) == ["Measuring the tide"]


def test_what_was_withdrawn_a_moment_ago_is_not_shown(client, built):
    story = make_story(title=TIDE)
    built()
    story.unpublish()
    assert titles(ask(client, q="الخليج")) == []


# --- narrowing ---


def test_it_narrows_by_section_form_author_keyword_and_dossier(client, built):
    news, science = make_section(), make_section("علوم", "science")
    author, keyword, dossier = make_author("هدى عيسى"), make_keyword("البحار"), make_dossier("ملف البحار")
    make_story(news, title=f"{TIDE} أول")
    wanted = make_story(
        science, title=f"{TIDE} ثان", form="report", keywords=[keyword], authors=[author], dossiers=[dossier]
    )
    built()
    for narrowed in (
        {"section": "science"},
        {"form": "report"},
        {"author": "هدى عيسي"},
        {"author": str(author.pk)},
        {"keyword": "البحار"},
        {"keyword": str(keyword.pk)},
        {"dossier": str(dossier.pk)},
    ):
        assert titles(ask(client, q="الخليج", **narrowed)) == [wanted.title], narrowed


def test_it_narrows_by_kind(client, built):
    make_story(title=TIDE)
    make_album(title="صور الخليج")
    built()
    assert titles(ask(client, q="الخليج", kind="album")) == ["صور الخليج"]
    assert titles(ask(client, q="الخليج", kind="story")) == [TIDE]


@pytest.mark.parametrize(
    "when", ["رمضان 1446", "١ رمضان ١٤٤٦", "2025-03", "آذار 2025", "مارس ٢٠٢٥", "1446", "2025", "منذ 2025"]
)
def test_it_narrows_by_a_date_in_either_calendar(client, built, when):
    make_days(datetime(2025, 3, 1, 12, tzinfo=UTC), datetime(2023, 5, 1, tzinfo=UTC))
    built()
    assert titles(ask(client, q="الخليج", when=when)) == [f"{TIDE} 2025-03-01"]


def test_a_date_is_repeated_as_it_was_understood(client, built):
    built()
    (chip,) = ask(client, q="الخليج", when="رمضان 1446").texts(".search__chips a bdi")
    assert chip == "رمضان 1446 (1 آذار/مارس 2025 – 29 آذار/مارس 2025)"


def test_a_date_that_is_not_understood_is_said_and_kept(client, built):
    make_story(title=TIDE)
    built()
    page = ask(client, q="الخليج", when="بعد الغروب", section="news")
    assert page.one("#search-when").get("value") == "بعد الغروب"
    assert page.one("#search-when").get("aria-describedby").split()[-1] == page.one(".field__error").get("id")
    assert "«بعد الغروب». لم نفهم هذا التاريخ" in page.one("[role=alert]").get_text()
    assert page.one("#search-section option[selected]").get("value") == "news"
    assert page.one("details").has_attr("open")
    assert titles(page) == [TIDE]


@pytest.mark.parametrize(
    "filters", [{"section": "none"}, {"form": "x"}, {"author": "لا أحد"}, {"dossier": "x"}, {"kind": "page"}]
)
def test_an_unknown_filter_is_said_and_not_applied(client, built, filters):
    make_story(title=TIDE)
    built()
    page = ask(client, q="الخليج", **filters)
    assert page.all("[role=alert]")
    assert titles(page) == [TIDE]


def test_a_filter_can_be_taken_away(client, built):
    make_story(title=TIDE)
    built()
    page = ask(client, q="الخليج", section="news", form="news", order="date")
    links = [parse_qs(urlsplit(link["href"]).query) for link in page.all(".search__chips a")]
    assert links == [
        {"q": ["الخليج"], "order": ["date"], "form": ["news"]},
        {"q": ["الخليج"], "order": ["date"], "section": ["news"]},
    ]


def test_by_date_the_newest_comes_first(client, built):
    make_days(*(datetime(year, 1, 1, tzinfo=UTC) for year in (2021, 2024, 2022)))
    built()
    page = ask(client, q="الخليج", order="date")
    assert titles(page) == [f"{TIDE} {year}-01-01" for year in (2024, 2022, 2021)]
    assert page.texts(".orders [aria-current]") == ["الأحدث أولًا"]
    assert page.one("form.search input[name=order]").get("value") == "date"


def test_a_phrase_and_an_exclusion_are_understood(client, built):
    make_story(title="سعر القمح في السوق", body=paragraphs("كلام"))
    make_story(title="القمح وسعر النفط", body=paragraphs("كلام"))
    built()
    assert titles(ask(client, q='"سعر القمح"')) == ["سعر القمح في السوق"]
    assert titles(ask(client, q="القمح -النفط")) == ["سعر القمح في السوق"]


# --- nothing, or nearly ---


def test_without_words_it_shows_the_form_and_the_newest_stories(client, built):
    story = make_story(title=TIDE)
    built()
    page = Printed(client, "/search/")
    assert page.one("#search-q").has_attr("autofocus")
    assert page.one(".line a").get("href") == story.url
    assert page.all("h2#found") == []
    assert page.empty_parts() == []


def test_where_nothing_is_found_it_says_so_and_helps(client, built):
    story = make_story(title=TIDE)
    built()
    page = ask(client, q="زرافة", section="news")
    assert page.texts("h2#nothing") == ["لم نجد شيئًا عن «زرافة»"]
    assert page.one(".points a").get("href") == "/search/?q=%D8%B2%D8%B1%D8%A7%D9%81%D8%A9"
    assert page.one(".line a").get("href") == story.url


def test_what_was_searched_instead_is_said(client, built):
    make_story(title="اجتماع البرلمان في العاصمة")
    built()
    page = ask(client, q="البرلمام")
    assert titles(page) == ["اجتماع البرلمان في العاصمة"]
    assert "لم نجد شيئًا عن «البرلمام» كما كُتب. هذه نتائج «البرلمان»." in page.one(".search__note").get_text()


def test_of_what_was_found_as_written_nothing_is_said(client, built):
    make_story(title="اجتماع البرلمان في العاصمة")
    built()
    assert ask(client, q="البرلمان").all(".search__note") == []


# --- pages: see also test_search_page_numbers ---


def test_a_page_of_ten_asks_the_database_as_often_as_one_of_two(client, built):
    section, author = make_section(), make_author()
    asked = []
    for count in (2, 8):
        for number in range(count):
            make_story(section, title=f"{TIDE} {number}", authors=[author], lead_picture=make_image())
        built()
        with CaptureQueriesContext(connection) as queries:
            ask(client, q="الخليج")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= QUERIES


# --- for machines ---


@pytest.mark.parametrize("query", ["", "?q=الخليج", "?q=الخليج&page=2"])
def test_no_search_page_is_kept_or_indexed(client, built, query):
    built()
    page = Printed(client, f"/search/{query}")
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert page.response["X-Robots-Tag"] == "noindex, nofollow"
    assert "private" in page.response["Cache-Control"]
    assert page.all("link[rel=canonical]") == []
    assert "Set-Cookie" not in page.response


def test_robots_are_kept_from_the_search_of_every_edition(client):
    make_edition("en")
    closed = client.get("/robots.txt").content.decode().splitlines()
    assert {"/search/", "/en/search/", "/_/", "/en/_/"} <= {line.removeprefix("Disallow: ") for line in closed}


def test_without_its_slash_the_address_leads_to_the_search(client):
    response = client.get("/search?q=a%20b&page=2")
    assert (response.status_code, response["Location"]) == (301, "/search/?q=a%20b&page=2")


def test_only_reading_is_allowed(client):
    assert client.post("/search/", {"q": "x"}).status_code == 405
    assert client.delete("/_/suggest?q=xx").status_code == 405


# --- suggestions ---


def suggestions(client: Client, **given: str) -> list[tuple[str, str]]:
    answer = client.get("/_/suggest", given)
    assert answer.status_code == 200
    return [(item["kind"], item["text"]) for item in answer.json()["suggestions"]]


def test_it_suggests_keywords_authors_dossiers_and_titles(client, built):
    author, keyword, dossier = make_author("خليل حدّاد"), make_keyword("الخليج العربي"), make_dossier("ملف الخليج")
    make_story(title=TIDE, keywords=[keyword], authors=[author], dossiers=[dossier])
    built()
    found = suggestions(client, q="خلي")
    assert set(found) == {
        ("keyword", keyword.name),
        ("author", author.name),
        ("dossier", dossier.title),
        ("story", TIDE),
    }
    assert suggestions(client, q="خلي", kind="author") == [("author", author.name)]
    answer = client.get("/_/suggest", {"q": "خلي"}).json()
    assert answer["said"] == "4 اقتراحات"
    assert {item["label"] for item in answer["suggestions"]} == {"كلمة مفتاحية", "كاتب", "ملف", "مادة"}


@pytest.mark.parametrize("q", ["", " ", "خ", "\x00", "؟"])
def test_too_little_suggests_nothing(client, built, q):
    built()
    assert suggestions(client, q=q) == []


# --- when it cannot answer ---


@pytest.mark.parametrize("error", [SearchAway("no index"), OperationalError("no database")])
def test_it_says_in_words_that_it_is_away_and_keeps_the_question(client, monkeypatch, error):
    def fail(request: Any) -> None:
        raise error

    monkeypatch.setattr(finding, "find", fail)
    page = Printed(client, "/search/?q=الخليج", status=503)
    assert page.texts("h1") == ["البحث لا يجيب الآن"]
    assert page.one("input[name=q]")["value"] == "الخليج"
    assert int(page.response["Retry-After"]) > 0
    assert page.response["Cache-Control"] == "no-store"


def test_without_an_index_nothing_is_suggested(client):
    answer = client.get("/_/suggest?q=خلي")
    assert (answer.status_code, answer.json()["suggestions"]) == (503, [])


@pytest.mark.parametrize("address", ["/search/?q=الخليج", "/en/search/?q=tide", "/_/suggest?q=خلي"])
def test_who_asks_too_often_is_told_when_to_come_back(client, built, settings, address):
    built()
    make_edition("en")
    settings.WARRAQ_SEARCHES_A_MINUTE = settings.WARRAQ_SUGGESTIONS_A_MINUTE = 3
    codes = [client.get(address).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refused = client.get(address)
    assert 0 < int(refused["Retry-After"]) <= 20
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_refusal_of_one_who_asks_too_often_keeps_the_question(client, built, settings, django_assert_num_queries):
    built()
    settings.WARRAQ_SEARCHES_A_MINUTE = 1
    client.get("/search/?q=الخليج")
    with django_assert_num_queries(0):
        page = Printed(client, "/search/?q=الخليج&when=رمضان 1446", status=429)
    assert page.texts("h1") == ["لحظة من فضلك"]
    assert {field["name"]: field["value"] for field in page.all("input")} == {"q": "الخليج", "when": "رمضان 1446"}


# --- strangers ---

STRANGE = [
    "",
    "%",
    "\x00",
    "\ud7ff\uffff",
    "a" * 5000,
    "ش" * 3000,
    "خَبَر\u202e\u200f\u0640",
    '"',
    '""',
    "-",
    "-- -",
    "«",
    "*",
]
STRANGE += [
    "' OR 1=1 --",
    "{{7*7}}",
    "<svg onload=alert(1)>",
    "\U0001f9ff\u0301" * 40,
    "9" * 5000,
    "-1",
    "null",
    "1e9",
    "AND OR NOT",
]
WORDS = st.one_of(st.sampled_from(STRANGE), st.text(max_size=60))
PARAMETERS = st.sampled_from("q q q page order kind section form author keyword dossier when since x[]".split())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=st.lists(st.tuples(PARAMETERS, WORDS), max_size=6))
def test_no_question_is_a_failure(db, built, given, settings):
    settings.WARRAQ_SEARCHES_A_MINUTE = settings.WARRAQ_SUGGESTIONS_A_MINUTE = 0
    if not SectionPage.objects.exists():
        make_story(title=TIDE)
        built()
    from django.utils.http import urlencode

    query = urlencode([(name, text.encode("utf-8", "replace")) for name, text in given])
    for address in ("/search/", "/_/suggest"):
        answer = Client().get(f"{address}?{query}")
        assert answer.status_code == 200, (address, given)
    tree = BeautifulSoup(Client().get(f"/search/?{query}").content, "html.parser")
    assert not tree.select("main script, main svg[onload]")


@pytest.mark.parametrize(
    "query", ["%", "q=%00", "q=%ff%fe", "q=%ED%A0%80", "q=a&q=b", "q[]=x", "&&&=", "when=%00", "page=" + "9" * 4000]
)
def test_no_query_string_is_a_failure(client, built, query):
    built()
    for address in ("/search/", "/en/search/", "/_/suggest"):
        assert client.get(f"{address}?{query}").status_code in (200, 404)
