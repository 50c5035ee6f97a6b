import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html

from warraq.feeds.head import as_script
from warraq.feeds.structured import duration, video_data
from warraq.sharecards.making import renew
from warraq.stories.models import Correction, StoryPage
from warraq.testing import (
    make_album,
    make_author,
    make_dossier,
    make_draft,
    make_edition,
    make_front,
    make_keyword,
    make_section,
    make_standard_page,
    make_story,
)

from .conftest import BASE

pytestmark = pytest.mark.django_db
HOSTILE = '</script><script>alert(1)</script> & "نهر" <b>\'\u2028'

# What each type must say, by the search engines' own lists of required and recommended properties.
ARTICLE = {
    "headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "articleSection",
    "inLanguage", "isAccessibleForFree",
}  # fmt: skip
REQUIRED = {
    "NewsArticle": ARTICLE,
    "ReportageNewsArticle": ARTICLE,
    "AnalysisNewsArticle": ARTICLE,
    "OpinionNewsArticle": ARTICLE,
    "BackgroundNewsArticle": ARTICLE,
    "CollectionPage": {"name", "url", "inLanguage"},
    "ImageGallery": {"name", "url", "image", "datePublished", "publisher"},
    "ProfilePage": {"mainEntity", "url"},
    "WebSite": {"name", "url", "publisher"},
    "NewsMediaOrganization": {"name", "url"},
    "WebPage": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
}


class Head:
    """The head of an answered page, as a crawler reads it."""

    def __init__(self, page):
        self.root = html.fromstring(page if isinstance(page, str) else page.content.decode())
        self.data = [json.loads(node.text) for node in self.root.xpath("//script[@type='application/ld+json']")]

    def meta(self, name):
        return self.root.xpath("//meta[@name=$name or @property=$name]/@content", name=name)

    def links(self, rel):
        return self.root.xpath("//link[@rel=$rel]", rel=rel)

    @property
    def title(self):
        return self.root.xpath("string(//title)")

    def of_type(self, kind):
        return next(item for item in self.data if item["@type"] == kind)


def head_of(page, **context):
    """The head of a page as its own template would print it, without the page around it."""
    request = RequestFactory().get(page.url)
    template = Template("{% load warraq_heads %}{% head_of page %}")
    return Head(template.render(Context(page.get_context(request) | {"request": request} | context)))


def check(head, *kinds):
    assert [item["@type"] for item in head.data] == list(kinds)
    for item in head.data:
        assert item["@context"] == "https://schema.org"
        missing = REQUIRED[item["@type"]] - item.keys()
        assert not missing
        assert "None" not in json.dumps(item)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("news", "NewsArticle"),
        ("report", "ReportageNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("interview", "NewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("factcheck", "NewsArticle"),
    ],
)
def test_each_form_is_the_article_it_is(form, kind):
    check(head_of(make_story(form=form)), kind, "BreadcrumbList")


def test_a_story_tells_machines_all_it_knows(picture):
    agency = make_author("الضفاف", is_agency=True)
    author = make_author("ليلى النجّار", role="محررة العلوم")
    dossier = make_dossier()
    story = make_story(
        title="النهر & المدينة",
        standfirst="مقدمة",
        lead_picture=picture,
        authors=[author, agency],
        keywords=[make_keyword("المياه")],
        dossiers=[dossier],
    )
    story.corrections = [
        Correction(date=date(2026, 3, 1), text="كان الرقم 7."),
        Correction(date=date(2026, 3, 2), text="أضيف رد.", kind="update"),
    ]
    story.save_revision().publish()
    data = head_of(StoryPage.objects.get(pk=story.pk)).data[0]
    assert data["headline"] == "النهر & المدينة"
    assert data["description"] == "مقدمة"
    assert [(who["@type"], who["name"]) for who in data["author"]] == [
        ("Person", "ليلى النجّار"),
        ("Organization", "الضفاف"),
    ]
    assert data["author"][0]["url"].startswith(f"{BASE}/authors/%D9%84")
    assert data["author"][0]["jobTitle"] == "محررة العلوم"
    assert data["keywords"] == ["المياه"]
    assert data["correction"] == [{"@type": "CorrectionComment", "text": "كان الرقم 7.", "datePublished": "2026-03-01"}]
    assert data["isPartOf"][0]["name"] == dossier.title
    assert [(image["width"], image["height"]) for image in data["image"]] == [(1440, 810), (1200, 630)]
    assert all(image["url"].startswith(f"{BASE}/media/") for image in data["image"])


def test_dates_carry_the_time_zone_of_the_edition():
    make_edition().__class__.objects.filter(code="ar").update(time_zone="Asia/Beirut")
    story = make_story()
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    StoryPage.objects.filter(pk=story.pk).update(published_at=moment, last_published_at=moment)
    head = head_of(StoryPage.objects.get(pk=story.pk))
    assert head.data[0]["datePublished"] == head.data[0]["dateModified"] == "2026-07-02T01:30:00+03:00"
    assert head.meta("article:published_time") == ["2026-07-02T01:30:00+03:00"]
    assert head.meta("article:modified_time") == []


def test_a_hostile_headline_stays_text():
    story = make_story(title=HOSTILE, standfirst=HOSTILE)
    head = head_of(story)
    assert not [node for node in head.root.xpath("//script") if "alert" in (node.text or "") and not node.get("type")]
    assert head.data[0]["headline"] == " ".join(HOSTILE.split())
    assert head.title.startswith("</script><script>alert(1)</script> &")
    assert head.meta("og:title") == [" ".join(HOSTILE.split())]


def test_json_in_a_page_ends_no_element_and_no_line():
    written = as_script({"a": "</script>&<!--\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": "</script>&<!--\u2028\u2029"}


def test_a_shared_link_shows_headline_picture_and_site(picture):
    story = make_story(title="النهر", standfirst="مقدمة", lead_picture=picture, lead_alt="قارب")
    head = head_of(story)
    assert head.title == f"النهر · {story.edition.name}"
    assert head.meta("description") == head.meta("og:description") == ["مقدمة"]
    assert head.meta("og:type") == ["article"]
    assert head.meta("og:locale") == ["ar_LB"]
    assert (head.meta("og:image:width"), head.meta("og:image:height")) == (["1200"], ["630"])
    assert head.meta("og:image:alt") == ["قارب"]
    assert head.meta("twitter:card") == ["summary_large_image"]
    assert head.links("canonical")[0].get("href") == head.meta("og:url")[0]
    assert head.links("shortlink")[0].get("href") == f"{BASE}/s/{story.pk}"


def test_nothing_is_printed_for_what_is_missing():
    head = head_of(make_story(standfirst=""))
    for name in ("description", "og:description", "og:image", "og:image:alt", "article:tag"):
        assert head.meta(name) == []
    assert head.meta("twitter:card") == ["summary"]
    assert {"image", "keywords", "correction", "isPartOf", "description"}.isdisjoint(head.data[0])


def test_languages_are_linked_only_where_a_translation_is_live():
    arabic = make_story(title="النهر")
    assert head_of(arabic).root.xpath("//link[@hreflang]") == []
    english = make_story(make_section("News", "news", make_edition("en")), title="The river", counterpart=arabic)
    for page in (english, StoryPage.objects.get(pk=arabic.pk)):
        links = {link.get("hreflang"): link.get("href") for link in head_of(page).root.xpath("//link[@hreflang]")}
        assert set(links) == {"ar", "en", "x-default"}
        assert links["x-default"] == links["ar"]
        assert links["en"].startswith(f"{BASE}/en/news/")


def test_a_preview_is_for_no_search_engine():
    story = make_draft()
    request = RequestFactory().get("/")
    request.is_preview = True
    head = head_of(story, request=request)
    assert head.meta("robots") == ["noindex"]
    assert head.data == []
    assert head.links("canonical") == []


def test_home_tells_of_the_site_and_its_publisher():
    make_section()
    head = head_of(make_front())
    check(head, "WebSite", "NewsMediaOrganization")
    assert head.data[0]["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/search/?q={{words}}"
    feeds = [link.get("href") for link in head.links("alternate")]
    assert feeds == [f"{BASE}/feeds/home.{extension}" for extension in ("rss", "atom", "json")]


def test_lists_of_every_kind_are_collections(picture):
    section, dossier = make_section(), make_dossier(summary="<p>ما <b>جرى</b></p><p>وما بقي</p>")
    story = make_story(section, dossiers=[dossier])
    for page, context in ((section, {"stories": [story]}), (dossier, {})):
        head = head_of(page, **context)
        check(head, "CollectionPage", "BreadcrumbList")
        assert head.data[0]["mainEntity"]["itemListElement"][0]["name"] == story.title
        assert len(head.links("alternate")) == 3
    assert head_of(dossier).meta("description") == ["ما جرى وما بقي"]


def test_an_album_and_a_standard_page_say_what_they_are(picture):
    album = head_of(make_album(images=[picture]))
    check(album, "ImageGallery", "BreadcrumbList")
    assert album.data[0]["image"][0]["width"] == 1440
    check(head_of(make_standard_page()), "WebPage", "BreadcrumbList")


def test_the_way_from_home_leads_over_the_section():
    story = make_story(make_section("علوم", "science"), title="النهر")
    steps = head_of(story).of_type("BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == [story.edition.name, "علوم", "النهر"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[1]["item"] == f"{BASE}/science/"


def test_the_head_of_a_story_asks_for_nothing_but_what_its_page_prints_and_its_card(picture):
    story = make_story(
        lead_picture=picture, authors=[make_author()], keywords=[make_keyword()], dossiers=[make_dossier()]
    )
    page = StoryPage.objects.select_related("section", "edition", "lead_picture").get(pk=story.pk)
    context = page.get_context(RequestFactory().get(page.url))
    assert page.credits
    assert page.topics
    with CaptureQueriesContext(connection) as found:
        Template("{% load warraq_heads %}{% head_of page %}").render(Context(context))
    # The first two are read once: the page below prints them too.
    printed = ("stories_correction", "comments_comment", "sharecards_sharecard")
    assert [query["sql"] for query in found if not any(table in query["sql"] for table in printed)] == []


def test_a_video_tells_its_length_poster_and_words(picture):
    film = SimpleNamespace(
        seconds=65,
        url="/media/videos/dawn.mp4",
        media_type="video/mp4",
        width=1280,
        height=720,
        transcript="نص الفيلم",
        credit="",
    )
    page = SimpleNamespace(
        key_kind="videopage",
        url="/videos/7/",
        title="فجر البحيرة",
        share_text="مقدمة",
        published_at=datetime(2026, 7, 1, 9, tzinfo=UTC),
        updated_at=None,
        author=None,
        edition=make_edition(),
        film=film,
        lead=lambda: picture,
    )
    data = video_data(page)
    assert {"name", "description", "thumbnailUrl", "uploadDate", "contentUrl"} <= data.keys()
    assert (data["@type"], data["duration"], data["transcript"]) == ("VideoObject", "PT1M5S", "نص الفيلم")
    assert data["contentUrl"] == f"{BASE}/media/videos/dawn.mp4"
    assert len(data["thumbnailUrl"]) == 2
    assert "creditText" not in data


@pytest.mark.parametrize(("seconds", "written"), [(0.4, "PT1S"), (65, "PT1M5S"), (3600, "PT1H"), (7325.2, "PT2H2M5S")])
def test_a_film_says_how_long_it_is(seconds, written):
    assert duration(seconds) == written


def test_the_pages_of_an_author_and_a_keyword_describe_them(client):
    author = make_author("ليلى النجّار", bio="تكتب عن الأنهار.")
    keyword = make_keyword("دجلة", kind="place")
    make_story(authors=[author], keywords=[keyword])
    head = Head(client.get(author.url))
    check(head, "ProfilePage", "BreadcrumbList")
    assert head.data[0]["mainEntity"]["name"] == "ليلى النجّار"
    assert head.links("canonical")[0].get("href") == head.data[0]["url"]
    head = Head(client.get(keyword.url))
    check(head, "CollectionPage", "BreadcrumbList")
    assert head.data[0]["about"] == {"@type": "Place", "name": "دجلة"}
    assert head.links("alternate")[0].get("href") == f"{BASE}/feeds/keywords/{keyword.pk}.rss"


def test_a_page_that_is_not_there_is_for_no_search_engine(client):
    make_section()
    response = client.get("/news/999999/")
    assert response.status_code == 404
    assert Head(response).meta("robots") == ["noindex"]


def test_a_story_page_prints_one_head(client):
    story = make_story(title="النهر")
    head = Head(client.get(story.url))
    check(head, "NewsArticle", "BreadcrumbList")
    assert len(head.root.xpath("//title")) == len(head.links("canonical")) == 1


def test_a_shared_story_shows_its_card_once_there_is_one(picture, section):
    story = make_story(section, title="منسوب النهر", lead_picture=picture, lead_alt="قارب عند الفجر")
    assert "fill-1200x630" in head_of(story).meta("og:image")[0]
    renew(story.pk)
    head = head_of(StoryPage.objects.get(pk=story.pk))
    (address,) = head.meta("og:image")
    assert address.startswith(f"{BASE}/media/cards/{story.pk}-")
    assert (head.meta("og:image:width"), head.meta("og:image:height")) == (["1200"], ["630"])
    assert head.meta("og:image:alt") == head.meta("twitter:image:alt") == ["منسوب النهر – قارب عند الفجر"]
    assert head.meta("twitter:card") == ["summary_large_image"]


def test_a_story_without_a_picture_is_shared_with_a_card_of_words(section):
    story = make_story(section)
    assert head_of(story).meta("twitter:card") == ["summary"]
    renew(story.pk)
    head = head_of(StoryPage.objects.get(pk=story.pk))
    assert head.meta("twitter:card") == ["summary_large_image"]
    assert head.meta("og:image:alt") == [story.title]
