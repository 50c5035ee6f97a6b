import json
import xml.etree.ElementTree as ElementTree
from datetime import date

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.encoding import iri_to_uri

from warraq.stories.models import Correction, SectionPage
from warraq.testing import (
    make_album,
    make_author,
    make_dossier,
    make_edition,
    make_keyword,
    make_section,
    make_story,
)

from .conftest import BASE

pytestmark = pytest.mark.django_db
HOSTILE = "الماء & النار <b>«حوار»</b> \"الضفة\" 'الأخرى' 🌊👩‍🔬 — Latin & ]]> text"


def parsed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert feed.bozo == 0, feed.get("bozo_exception")
    return feed


def items_of(client, address):
    return json.loads(client.get(address).content)["items"]


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_a_reader_gets_a_hostile_headline_letter_by_letter(client, extension):
    make_story(title=HOSTILE, standfirst="سطر & <ثانٍ>")
    entry = parsed(client, f"/feeds/home.{extension}").entries[0]
    # feedparser gives titles as HTML when they look like it: the file itself says what was sent.
    root = ElementTree.fromstring(client.get(f"/feeds/home.{extension}").content)
    titles = [node.text for node in root.iter() if node.tag.rpartition("}")[2] == "title"]
    assert HOSTILE in titles
    assert entry.link.startswith(f"{BASE}/news/")


def test_json_feed_holds_the_same_headline(client):
    make_story(title=HOSTILE)
    assert items_of(client, "/feeds/home.json")[0]["title"] == HOSTILE


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json", "application/feed+json")],
)
def test_each_format_says_its_type_and_letters(client, extension, media_type):
    make_section()
    assert client.get(f"/feeds/home.{extension}")["Content-Type"] == f"{media_type}; charset=utf-8"


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_an_empty_feed_is_a_feed(client, extension):
    make_section()
    if extension == "json":
        assert items_of(client, "/feeds/home.json") == []
    else:
        assert parsed(client, f"/feeds/home.{extension}").entries == []


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_an_entry_names_authors_keywords_picture_and_dates(client, extension, picture):
    authors = [make_author("ليلى النجّار"), make_author("سامي ق. & شركاه")]
    story = make_story(standfirst="مقدمة", authors=authors, keywords=[make_keyword("المياه")], lead_picture=picture)
    entry = parsed(client, f"/feeds/home.{extension}").entries[0]
    assert entry.id == f"{BASE}/s/{story.pk}"
    assert [tag.term for tag in entry.tags] == ["المياه"]
    assert entry.summary == "مقدمة"
    assert entry.published_parsed[:5] == story.published_at.timetuple()[:5]
    enclosure = entry.enclosures[0]
    assert enclosure.type == "image/jpeg"
    assert enclosure.href.startswith(f"{BASE}/media/")
    sent_file = picture.renditions.get(filter_spec="width-1440|format-jpeg").file
    assert int(enclosure.length) == sent_file.size
    sent = client.get(f"/feeds/home.{extension}").content.decode()
    assert "ليلى النجّار" in sent
    assert "سامي ق. &amp; شركاه" in sent


def test_every_address_of_a_feed_is_complete_and_percent_encoded(client):
    make_story(title="ضفاف النهر")
    for extension in ("rss", "atom"):
        feed = parsed(client, f"/feeds/home.{extension}")
        for address in (feed.feed.link, feed.entries[0].link):
            assert address.startswith(BASE)
            assert address.isascii()


def test_the_full_text_is_safe_and_complete(client, picture):
    other = make_story(title="قصة أخرى")
    album = make_album(images=[picture])
    story = make_story(
        title="كل القوالب",
        lead_picture=picture,
        agency="الضفاف-",
        body=[
            (
                "paragraph",
                f'<p onclick="x()">نص <a linktype="page" id="{other.pk}">رابط</a><script>alert(1)</script>'
                '<a href="javascript:alert(1)">سيئ</a> <a href="/pages/about/">من نحن</a> 1 &lt; 2</p>',
            ),
            ("subhead", "عنوان <فرعي>"),
            ("quote", {"text": "قول", "speaker": "قائل", "role": "صفته"}),
            ("key_points", {"points": ["أولى & ثانية"]}),
            ("fact_box", {"title": "معلومة", "text": "<p>نصها</p>"}),
            ("picture", {"image": picture, "alt": "نهر", "caption": "شرح"}),
            ("album", {"page": album}),
            ("related", {"page": other}),
            ("table", {"caption": "جدول", "table": _table(), "source": "المصدر"}),
            ("embed", {"url": "https://www.youtube.com/watch?v=abc", "title": "فيلم"}),
            ("sources", {"items": [{"title": "تقرير", "url": "https://example.org/r"}]}),
        ],
    )
    texts = {item["id"]: item["content_html"] for item in items_of(client, "/feeds/home.json")}
    html = texts[f"{BASE}{story.short_address}"]
    assert html.startswith('<div lang="ar" dir="rtl"><figure><img src="http://127.0.0.1:8000/media/')
    words = ["عنوان &lt;فرعي&gt;", "قائل، صفته", "أولى &amp; ثانية", "1 &lt; 2", "<th>سنة</th>"]
    for part in [*words, "<p><b>الضفاف-</b> نص", f'<a href="{iri_to_uri(other.full_url)}">رابط</a>']:
        assert part in html
    for link in (f"{BASE}/pages/about/", "https://www.youtube.com/watch?v=abc", "https://example.org/r"):
        assert f'<a href="{link}">' in html
    for bad in ("script", "alert", "onclick", "iframe", "javascript", "None"):
        assert bad not in html


def _table():
    return {
        "data": [["سنة", "منسوب"], ["2025", None]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
    }


def test_corrections_go_with_the_full_text(client):
    story = make_story()
    story.corrections = [Correction(date=date(2026, 3, 1), text="كان الرقم 7 لا 9.")]
    story.save_revision().publish()
    assert "كان الرقم 7 لا 9." in items_of(client, "/feeds/home.json")[0]["content_html"]


def test_an_edition_may_keep_its_full_text_to_its_own_pages(client):
    make_edition().__class__.objects.update(full_text_feeds=False)
    make_story(standfirst="مقدمة")
    item = items_of(client, "/feeds/home.json")[0]
    assert item["content_text"] == "مقدمة"
    assert "content_html" not in item
    assert b"content:encoded>" not in client.get("/feeds/home.rss").content


def test_each_list_has_a_feed_of_its_own_stories(client):
    author, keyword, dossier = make_author(), make_keyword(), make_dossier()
    section = make_section("علوم", "science")
    inside = make_story(section, title="داخل", authors=[author], keywords=[keyword], dossiers=[dossier])
    make_story(title="خارج")
    names = [
        f"sections/{section.slug}",
        f"authors/{author.slug}",
        f"keywords/{keyword.pk}",
        f"dossiers/{dossier.pk}",
    ]
    for name in names:
        items = items_of(client, f"/feeds/{name}.json")
        assert [item["title"] for item in items] == [inside.title], name


def test_another_edition_has_its_own_feeds(client):
    english = make_edition("en")
    make_story(make_section("News", "news", english), title="The river")
    make_story(title="النهر")
    feed = json.loads(client.get("/en/feeds/home.json").content)
    assert [item["title"] for item in feed["items"]] == ["The river"]
    assert feed["language"] == "en"
    assert feed["feed_url"] == f"{BASE}/en/feeds/home.json"


def test_drafts_and_unpublished_stories_are_in_no_feed(client):
    story = make_story()
    story.unpublish()
    assert items_of(client, "/feeds/home.json") == []


def test_the_feed_of_a_renamed_section_moves(client):
    section = SectionPage.objects.get(pk=make_section().pk)
    section.slug = "reports"
    section.save_revision().publish()
    response = client.get("/feeds/sections/news.rss")
    assert (response.status_code, response["Location"]) == (301, "/feeds/sections/reports.rss")


@pytest.mark.parametrize("name", ["sections/none", "authors/none", "keywords/9999", "dossiers/9999"])
def test_a_feed_of_nothing_is_not_found(client, name):
    make_section()
    assert client.get(f"/feeds/{name}.rss").status_code == 404


def test_a_reader_who_has_the_feed_gets_304(client):
    make_story()
    tag = client.get("/feeds/home.rss")["ETag"]
    assert client.get("/feeds/home.rss", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_feed_of_many_stories_asks_as_much_as_one_of_few(client, picture, extension):
    def add(count):
        for number in range(count):
            body = [("paragraph", "<p>نص</p>"), ("picture", {"image": picture, "alt": "نهر", "caption": ""})]
            by = [make_author(f"كاتب {number} {count}")]
            about = [make_keyword(f"كلمة {number} {count}")]
            make_story(authors=by, keywords=about, lead_picture=picture, body=body)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(f"/feeds/home.{extension}")
        return len(found)

    add(1)
    one = queries()
    add(6)
    assert queries() == one <= 10


def test_a_feed_holds_the_newest_thirty(client):
    section = make_section()
    for number in range(32):
        make_story(section, title=f"قصة {number}")
    titles = [item["title"] for item in items_of(client, "/feeds/home.json")]
    assert titles == [f"قصة {number}" for number in range(31, 1, -1)]


def test_letters_that_xml_cannot_hold_are_left_out(client):
    story = make_story()
    type(story).objects.filter(pk=story.pk).update(title="نهر\x0bقديم\ufffe")
    assert parsed(client, "/feeds/home.rss").entries[0].title in ("نهر قديم", "نهرقديم")
