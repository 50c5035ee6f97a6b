import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from warraq.testing import (
    make_author,
    make_edition,
    make_image,
    make_keyword,
    make_section,
    make_standard_page,
    make_story,
)

from .printed import Printed

pytestmark = pytest.mark.django_db


def test_an_author_page_tells_who_writes_and_what(client):
    author = make_author("نور العلي", slug="nour", role="محررة الاقتصاد", bio="تكتب عن الموانئ.", photo=make_image())
    make_story(title="حساب البذور", authors=[author])
    page = Printed(client, author.url)
    assert page.texts("h1") == ["نور العلي"]
    assert page.one(".head .label").get_text() == "محررة الاقتصاد"
    assert page.texts(".author__bio p") == ["تكتب عن الموانئ."]
    assert page.texts(".card__title") == ["حساب البذور"]
    assert page.one('main a[href$=".rss"]').get("href") == "/feeds/authors/nour.rss"
    assert page.empty_parts() == []


def test_an_author_without_photo_role_and_bio_is_still_a_whole_page(client):
    author = make_author()
    make_story(authors=[author])
    page = Printed(client, author.url)
    assert page.all(".face, .author__bio, .head .label") == []
    assert page.empty_parts() == []


def test_an_author_who_has_not_published_has_no_heading_over_nothing(client):
    page = Printed(client, make_author(bio="تكتب قريبًا.").url)
    assert page.all("main h2") == []
    assert page.empty_parts() == []


def test_a_former_address_of_an_author_leads_to_the_present_one(client):
    author = make_author("نور العلي", slug="nour")
    make_story(authors=[author])
    author.slug = "nour-al-ali"
    author.save()
    response = client.get("/authors/nour/")
    assert (response.status_code, response["Location"]) == (301, author.url)


def test_a_keyword_page_tells_its_kind_and_lists_its_stories(client):
    keyword = make_keyword("فاس", kind="place", description="مدينة في المغرب.")
    make_story(title="ظل الأزقة", keywords=[keyword])
    page = Printed(client, keyword.url)
    assert page.texts("h1") == ["فاس"]
    assert page.one(".head .label").get_text().strip()
    assert page.one(".standfirst").get_text() == "مدينة في المغرب."
    assert page.texts(".card__title") == ["ظل الأزقة"]
    assert page.one('main a[href$=".rss"]').get("href") == f"/feeds/keywords/{keyword.pk}.rss"
    assert page.empty_parts() == []


def test_a_keyword_in_the_english_edition_speaks_english(client):
    english = make_edition("en")
    keyword = make_keyword("Storks", edition=english, description="Birds.")
    make_story(make_section("News", "news", english), title="Storks come early", keywords=[keyword])
    page = Printed(client, keyword.url)
    assert page.one("html").get("dir") == "ltr"
    assert page.texts("main h2") == ["Stories"]
    assert page.one('main a[href$=".rss"]').get("href") == f"/en/feeds/keywords/{keyword.pk}.rss"


def test_a_longer_list_costs_no_more_queries(client):
    author = make_author(photo=make_image())
    keyword = make_keyword()
    counts = []
    for number in (2, 6):
        for step in range(number):
            make_story(title=f"{number}-{step}", authors=[author], keywords=[keyword], lead_picture=make_image())
        counts.append([queries(client, author.url), queries(client, keyword.url)])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 8


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        Printed(client, address)
    return len(found)


def test_a_standard_page_prints_its_text(client):
    page = Printed(client, make_standard_page(standfirst="من يكتب هنا").url)
    assert page.texts("h1") == ["من نحن"]
    assert page.one(".standfirst").get_text() == "من يكتب هنا"
    assert "منسوب الماء" in page.main
    assert page.empty_parts() == []
