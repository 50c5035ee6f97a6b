"""The lists of the most read as readers and crawlers get them."""

import pytest
from django.test import Client

from warraq import testing
from warraq.pagestore.rendering import render
from warraq.readership.models import Window
from warraq.stories.models import StoryPage
from warraq.theme.tests.printed import Printed

from .lists import write_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return testing.make_section()


@pytest.fixture
def stories(news):
    return [testing.make_story(news, f"قصة {number}") for number in range(3)]


def titles(address):
    return Printed(Client(), address).texts(".ranked .card__title")


# --- pages ---


@pytest.mark.parametrize(("window", "address"), [("day", ""), ("week", "week/"), ("month", "month/")])
def test_each_span_of_time_has_an_address_of_its_own(stories, window, address):
    first, second, third = stories
    write_list(testing.make_edition(), Window(window), [third, first, second])
    assert titles(f"/most-read/{address}") == ["قصة 2", "قصة 0", "قصة 1"]


def test_a_section_has_its_own_list(news, stories):
    other = testing.make_section("ثقافة", "culture")
    write_list(testing.make_edition(), Window.WEEK, stories)
    write_list(other, Window.WEEK, [testing.make_story(other, "معرض")])
    assert titles("/most-read/week/sections/culture/") == ["معرض"]
    assert titles("/most-read/week/sections/news/") == []


def test_places_are_numbered_in_the_digits_of_the_edition(stories):
    edition = testing.make_edition()
    edition.digits = "arab"
    edition.save()
    write_list(edition, Window.DAY, stories)
    assert Printed(Client(), "/most-read/").texts(".ranked__place") == ["١", "٢", "٣"]


def test_the_page_says_where_it_stands_and_leads_to_the_others(news, stories):
    write_list(news, Window.WEEK, stories)
    page = Printed(Client(), "/most-read/week/sections/news/")
    assert page.texts("main h1") == ["الأكثر قراءة هذا الأسبوع"]
    assert page.texts('main [aria-current="page"]') == ["هذا الأسبوع", "أخبار"]
    links = [link["href"] for link in page.all(".spans a, main .tags a")]
    spans = [f"/most-read/{word}sections/news/" for word in ("", "week/", "month/")]
    assert links == [*spans, "/most-read/week/", "/most-read/week/sections/news/"]
    assert page.one('link[rel="canonical"]')["href"].endswith("/most-read/week/sections/news/")
    feeds = [link["href"].rpartition("/")[2] for link in page.all('link[rel="alternate"][type]')]
    assert feeds == ["most-read.rss", "most-read.atom", "most-read.json"]


def test_another_edition_has_lists_at_its_own_addresses():
    edition = testing.make_edition("en")
    section = testing.make_section("News", "news", edition)
    write_list(edition, Window.DAY, [testing.make_story(section, "A river returns")])
    assert titles("/en/most-read/") == ["A river returns"]
    assert titles("/most-read/") == []


def test_an_empty_list_says_so_in_words(news):
    page = Printed(Client(), "/most-read/")
    assert page.all(".ranked") == []
    assert "لم تبلغ قراءات أي مادة" in page.one("main").text


@pytest.mark.parametrize("address", ["/most-read/day/", "/most-read/year/", "/most-read/sections/nothing/"])
def test_there_is_no_list_of_an_unknown_span_or_section(news, address):
    assert Client().get(address).status_code == 404


def test_a_section_that_was_renamed_leads_on_to_its_list(news):
    news.slug = "akhbar"
    news.save()
    answer = Client().get("/most-read/month/sections/news/")
    assert (answer.status_code, answer["Location"]) == (301, "/most-read/month/sections/akhbar/")


def test_a_list_holds_only_what_readers_can_open(news, stories):
    write_list(testing.make_edition(), Window.DAY, [*stories, testing.make_draft(news, "لم ينشر")])
    StoryPage.objects.get(pk=stories[0].pk).unpublish()
    stories[1].delete()
    assert titles("/most-read/") == ["قصة 2"]


def test_a_story_that_moved_leaves_the_list_of_its_former_section(news, stories):
    write_list(news, Window.DAY, stories)
    StoryPage.objects.get(pk=stories[0].pk).move(testing.make_section("ثقافة", "culture"), pos="last-child")
    assert titles("/most-read/sections/news/") == ["قصة 1", "قصة 2"]


def test_the_lists_of_an_edition_stand_in_its_sitemap(news):
    sitemap = Client().get("/sitemaps/pages-ar.xml").content.decode()
    assert [word for word in ("", "week/", "month/") if f"/most-read/{word}</loc>" not in sitemap] == []


# --- what other pages fetch ---


def test_what_is_fetched_holds_the_lists_of_each_span_as_tabs(stories):
    write_list(testing.make_edition(), Window.DAY, stories)
    write_list(testing.make_edition(), Window.MONTH, stories[::-1])
    piece = Printed(Client(), "/_/most-read")
    assert piece.texts("[role=tab]") == ["اليوم", "هذا الشهر"]
    assert [tab["aria-selected"] for tab in piece.all("[role=tab]")] == ["true", "false"]
    assert [tab["aria-controls"] for tab in piece.all("[role=tab]")] == [
        one["id"] for one in piece.all("[role=tabpanel]")
    ]
    assert piece.texts("#most-month a") == ["قصة 2", "قصة 1", "قصة 0"]


def test_what_is_fetched_is_blank_while_there_is_no_list(news):
    answer = Client().get(f"/_/most-read/{news.pk}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Robots-Tag"] == "noindex"


def test_only_a_section_of_the_edition_can_be_fetched(news):
    assert Client().get("/_/most-read/999").status_code == 404
    assert Client().get(f"/en/_/most-read/{news.pk}").status_code == 404


def test_a_page_with_a_list_asks_the_database_as_often_for_ten_stories_as_for_one(
    news, stories, django_assert_num_queries
):
    edition = testing.make_edition()
    for window in Window:
        write_list(edition, window, stories)
    render("/_/most-read")
    with django_assert_num_queries(7):
        render("/_/most-read")


@pytest.mark.parametrize("address", ["/", "/news/", "story"])
def test_without_scripts_a_page_links_to_the_list(news, stories, address):
    address = stories[0].url if address == "story" else address
    page = Printed(Client(), address)
    wanted = "/most-read/sections/news/" if address == "/news/" else "/most-read/"
    assert [link["href"] for link in page.all(".most a")] == [wanted, wanted]
    piece = page.one(".most")["data-most-read"]
    assert piece == (f"/_/most-read/{news.pk}" if address == "/news/" else "/_/most-read")


# --- what a story's page says to the script that counts ---


def test_a_story_names_its_number_to_be_counted_by(stories):
    article = Printed(Client(), stories[0].url).one("article.story")
    assert article["data-story"] == str(stories[0].pk)
    assert article.has_attr("data-heeds")


def test_a_site_may_count_those_who_ask_not_to_be_followed(stories, settings):
    settings.WARRAQ_READS_HONOUR_DNT = False
    assert not Printed(Client(), stories[0].url).one("article.story").has_attr("data-heeds")


def test_a_preview_is_not_counted(stories):
    request = Client().request().wsgi_request
    draft = StoryPage.objects.get(pk=stories[0].pk)
    shown = draft.make_preview_request(request, draft.default_preview_mode).content.decode()
    assert "data-story" not in shown
    assert "read." not in shown.partition("</main>")[2]
