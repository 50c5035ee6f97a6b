import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from warraq.feeds import shards
from warraq.stories.models import StoryPage
from warraq.testing import (
    make_album,
    make_author,
    make_dossier,
    make_edition,
    make_keyword,
    make_section,
    make_story,
)

from .conftest import BASE, leave_out

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
SCHEMA = HERE.parents[3] / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
PICTURE = "{http://www.google.com/schemas/sitemap-image/1.1}loc"


@pytest.fixture(scope="session")
def schema(tmp_path_factory):
    """The published schema of sitemaps with ours of its two extensions beside it."""
    if not SCHEMA.exists():
        leave_out("the schema comes with the npm package `sitemap`")
    place = tmp_path_factory.mktemp("schemas")
    for file in (SCHEMA, HERE / "news.xsd", HERE / "image.xsd"):
        shutil.copy(file, place)
    imports = "".join(
        f'<xsd:import namespace="http://www.{name}" schemaLocation="{file}"/>'
        for name, file in (
            ("sitemaps.org/schemas/sitemap/0.9", "sitemap.xsd"),
            ("google.com/schemas/sitemap-news/0.9", "news.xsd"),
            ("google.com/schemas/sitemap-image/1.1", "image.xsd"),
        )
    )
    both = place / "both.xsd"
    both.write_text(f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">{imports}</xsd:schema>')
    return etree.XMLSchema(file=str(both))


def tree(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content)


def locs(client, address):
    return [node.text for node in tree(client, address).iter(LOC)]


def publish_at(moment, **fields):
    story = make_story(**fields)
    rows = StoryPage.objects.filter(pk=story.pk)
    rows.update(published_at=moment, listed_at=moment, last_published_at=moment)
    return rows.get()


def test_the_index_names_a_file_for_every_month_with_stories(client):
    for year, month in ((2024, 2), (2024, 2), (2026, 1), (2026, 11)):
        publish_at(datetime(year, month, 5, tzinfo=UTC))
    names = [address.rpartition("/")[2] for address in locs(client, "/sitemap.xml") if "stories-" in address]
    assert names == ["stories-ar-2024-02.xml", "stories-ar-2026-01.xml", "stories-ar-2026-11.xml"]


def test_every_file_of_the_index_is_valid(client, schema, picture):
    dossier = make_dossier()
    make_story(
        title="ماء & <نار>",
        lead_picture=picture,
        authors=[make_author()],
        keywords=[make_keyword()],
        dossiers=[dossier],
    )
    make_album(images=[picture])
    index = locs(client, "/sitemap.xml")
    kinds = {address.rpartition("/")[2].partition("-")[0] for address in index}
    assert kinds == {"stories", "pages", "dossiers", "albums", "authors", "keywords"}
    for address in index:
        schema.assertValid(tree(client, address.removeprefix(BASE)))


def test_every_address_of_the_sitemaps_answers_200(client):
    make_story(authors=[make_author()], keywords=[make_keyword()], dossiers=[make_dossier()])
    found = [page for file in locs(client, "/sitemap.xml") for page in locs(client, file.removeprefix(BASE))]
    assert len(found) == len(set(found)) > 6
    for address in found:
        assert address.isascii()
        assert client.get(address.removeprefix(BASE)).status_code == 200, address


def test_a_story_is_dated_by_its_last_publication_and_shows_its_picture(client, picture):
    moment = datetime(2025, 3, 5, 10, tzinfo=UTC)
    story = publish_at(moment, lead_picture=picture)
    again = moment + timedelta(days=2)
    StoryPage.objects.filter(pk=story.pk).update(last_published_at=again)
    found = tree(client, "/sitemaps/stories-ar-2025-03.xml")
    assert [node.text for node in found.iter(LASTMOD)] == ["2025-03-07T10:00:00+00:00"]
    assert [node.text for node in found.iter(PICTURE)] == [
        BASE + picture.renditions.get(filter_spec="width-1440|format-jpeg").url
    ]


def test_a_month_too_large_for_a_file_takes_several(client, monkeypatch):
    monkeypatch.setattr(shards, "LIMIT", 3)
    months = [(2024, 5)] * 2 + [(2024, 6)] * 7 + [(2024, 7)] * 3
    stories = [publish_at(datetime(*month, 1 + n, tzinfo=UTC)) for n, month in enumerate(months)]
    index = [address.removeprefix(BASE) for address in locs(client, "/sitemap.xml") if "stories-" in address]
    assert [name.removeprefix("/sitemaps/stories-ar-2024-") for name in index] == [
        "05.xml",
        "06.xml",
        "06-2.xml",
        "06-3.xml",
        "07.xml",
    ]
    found = [page for name in index for page in locs(client, name)]
    assert len(found) == len(set(found)) == len(stories)


def test_a_file_asks_the_same_whatever_it_holds(client, picture):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/sitemaps/stories-ar-2025-03.xml")
        return len(found)

    publish_at(datetime(2025, 3, 5, tzinfo=UTC), lead_picture=picture)
    one = queries()
    for section in ("science", "culture"):
        publish_at(datetime(2025, 3, 6, tzinfo=UTC), section=make_section("قسم", section), lead_picture=picture)
    assert queries() == one <= 4


def test_drafts_are_in_no_sitemap(client):
    story = publish_at(datetime(2025, 3, 5, tzinfo=UTC))
    story.unpublish()
    assert not [address for address in locs(client, "/sitemap.xml") if "stories-" in address]
    assert client.get("/sitemaps/stories-ar-2025-03.xml").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "stories-ar",
        "stories-ar-2025-13",
        "stories-ar-0000-01",
        "stories-ar-2025-03-1",
        "stories-ar-2025-03-9999",
        "pages-xx",
        "pages-ar-2",
        "users-ar",
        "anything",
    ],
)
def test_a_file_that_is_not_in_the_index_is_not_found(client, name):
    publish_at(datetime(2025, 3, 5, tzinfo=UTC))
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_the_news_sitemap_holds_two_days_of_every_edition(client, schema):
    now = timezone.now()
    publish_at(now - timedelta(hours=47), title='ماء & <نار> "و" 🌊')
    publish_at(now - timedelta(hours=49), title="قديم")
    english = make_section("News", "news", make_edition("en"))
    publish_at(now - timedelta(hours=1), section=english, title="The river")
    found = tree(client, "/sitemaps/news.xml")
    schema.assertValid(found)
    space = {"news": "http://www.google.com/schemas/sitemap-news/0.9"}
    assert found.xpath("//news:title/text()", namespaces=space) == ["The river", 'ماء & <نار> "و" 🌊']
    assert found.xpath("//news:language/text()", namespaces=space) == ["en", "ar"]


def test_a_quiet_news_sitemap_is_empty_not_missing(client):
    make_section()
    assert locs(client, "/sitemaps/news.xml") == []


def test_robots_are_told_where_the_sitemaps_are(client):
    make_section()
    text = client.get("/robots.txt").content.decode()
    assert "User-agent: *\nDisallow: /newsroom/\n" in text
    assert f"Sitemap: {BASE}/sitemap.xml\nSitemap: {BASE}/sitemaps/news.xml\n" in text
    assert "Disallow: /\n" not in text


@pytest.mark.parametrize(
    ("contact", "written"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
    ],
)
def test_security_txt_says_whom_to_write_to_and_until_when(client, settings, contact, written):
    settings.WARRAQ_SECURITY_CONTACT = contact
    make_section()
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == written
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    assert fields["Canonical"] == f"{BASE}/.well-known/security.txt"


def test_without_a_contact_there_is_no_security_txt(client, settings):
    settings.WARRAQ_SECURITY_CONTACT = ""
    make_section()
    assert client.get("/.well-known/security.txt").status_code == 404
