"""404 for what is offline, 410 for what an editor has taken away for good, and the page again when it comes back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from warraq import testing
from warraq.galleries.models import VideoIndexPage, VideoPage
from warraq.media.models import Video
from warraq.pagestore.keeping import keep
from warraq.pagestore.layout import file_of
from warraq.pagestore.verifying import verify
from warraq.stories.models import Farewell, NumberedPage, Removal, StoryPage
from warraq.theme.tests.printed import Printed

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "سُحبت بطلب من <b>صاحبها</b> & محاميه."


@pytest.fixture(autouse=True)
def _answers_come_through_the_store(store, settings):
    after = settings.MIDDLEWARE.index("warraq.editions.middleware.EditionMiddleware") + 1
    middleware = list(settings.MIDDLEWARE)
    settings.MIDDLEWARE = [*middleware[:after], "warraq.pagestore.middleware.StoreMiddleware", *middleware[after:]]


@pytest.fixture
def story():
    return testing.make_story(title="منسوب النهر ينخفض")


def take_away(page: NumberedPage, reason: str = REASON) -> Removal:
    """Offline, and for good."""
    page = type(page).objects.get(pk=page.pk)
    page.farewell = Farewell(reason)
    page.unpublish()
    return Removal.objects.get(number=page.pk)


def publish_again(page: NumberedPage) -> None:
    type(page).objects.get(pk=page.pk).save_revision().publish()


def status(address: str) -> int:
    return Client().get(address).status_code


def make_video() -> VideoPage:
    film = Video.objects.create(title="المرصد", file="videos/a.mp4", poster=testing.make_image())
    parent = VideoIndexPage.objects.get(edition=testing.make_edition())
    return testing.publish(parent, VideoPage(title="من المرصد", film=film))


# --- what readers get ---


def test_a_page_that_is_only_offline_is_not_found(story):
    StoryPage.objects.get(pk=story.pk).unpublish()
    assert status(story.url) == 404
    assert status(f"/s/{story.pk}") == 404


def test_a_removed_page_says_so_with_its_reason_and_leads_on(story):
    take_away(story)
    page = Printed(Client(), story.url, status=410)
    assert page.texts("main h1") == ["أُزيلت هذه الصفحة"]
    assert page.one(".lost__reason").text.strip() == REASON
    assert page.all(".lost__reason b") == []
    assert [link.get("href") for link in page.all("main a")] == ["/", story.section.url]
    assert page.all('meta[name="robots"][content*="noindex"]')
    assert page.response["Content-Language"] == "ar"
    assert story.title not in page.response.content.decode()


def test_a_reason_is_left_out_where_there_is_none(story):
    take_away(story, reason="")
    page = Printed(Client(), story.url, status=410)
    assert page.all(".lost__reason") == []
    assert page.empty_parts() == []


def test_whatever_address_leads_to_the_number_says_so(story):
    take_away(story)
    for address in (f"/s/{story.pk}", f"/other/{story.pk}/", f"/news/{story.pk}/some-words/"):
        assert status(address) == 410, address
    english = Client().get(f"/en/news/{story.pk}/")
    assert (english.status_code, english["Content-Language"]) == (410, "ar")
    assert "أُزيلت هذه الصفحة" in english.content.decode()


@pytest.mark.parametrize("make", [testing.make_dossier, testing.make_album, make_video])
def test_dossiers_albums_and_videos_say_so_too(make, settle):
    page = make()
    settle()
    assert status(page.url) == 200
    take_away(page)
    settle()
    assert status(page.url) == 410
    publish_again(page)
    settle()
    assert status(page.url) == 200


def test_a_removed_page_of_the_english_edition_speaks_english():
    section = testing.make_section("News", "news", testing.make_edition("en"))
    story = testing.make_story(section, "The river falls")
    take_away(story, "Withdrawn at the author's request.")
    page = Printed(Client(), story.url, status=410)
    assert page.texts("main h1") == ["This page was removed"]
    assert "Withdrawn at the author's request." in page.one(".lost__reason").text


def test_a_reason_is_cleaned_of_stray_letters(story):
    assert take_away(story, "سحبها ناشرها یوم السبت").reason == "سحبها ناشرها يوم السبت"


# --- coming and going ---


def test_a_page_published_again_comes_back_at_once_and_no_longer_speaks_of_removal(store, story, settle):
    settle()
    take_away(story)
    settle()
    assert store.copy(story.url).row.status == 410
    publish_again(story)
    settle()
    assert status(story.url) == 200
    assert store.copy(story.url).row.status == 200
    assert not Removal.objects.exists()
    StoryPage.objects.get(pk=story.pk).unpublish()
    settle()
    assert status(story.url) == 404
    assert verify(store).differing == []


def test_a_removal_taken_back_leaves_a_page_that_is_not_found(store, story, settle, follow):
    removal = take_away(story)
    settle()
    assert status(f"/s/{story.pk}") == 410
    removal.delete()
    follow()
    assert store.index.page(story.url) is None
    assert status(story.url) == status(f"/s/{story.pk}") == 404
    settle()
    assert verify(store).differing == []


def test_a_reason_written_anew_is_what_readers_get(store, story, settle):
    removal = take_away(story)
    settle()
    removal.reason = "طلب صاحب الصورة إزالتها."
    removal.save()
    settle()
    assert "طلب صاحب الصورة إزالتها." in store.copy(story.url).body.decode()
    assert verify(store).differing == []


def test_the_answer_is_kept_apart_from_pages(store, story, settle):
    take_away(story)
    settle()
    assert file_of(store.gone, story.url).exists()
    assert not file_of(store.pages, story.url).exists()
    assert Client().get(story.url)["Cache-Status"] == "Warraq; hit"


def test_made_up_addresses_of_a_removed_page_are_not_kept_one_by_one(store, story, settle):
    take_away(story)
    settle()
    for number in range(5):
        kept = keep(store, f"/news/{story.pk}/made-up-{number}/")
        assert (kept.page.status, kept.is_stored) == (410, False)


def test_a_store_built_anew_holds_what_was_removed(store, story, settle):
    take_away(story)
    store.start_afresh()
    settle()
    assert store.copy(story.url).row.status == 410
    assert verify(store).differing == []


def test_a_new_story_leaves_the_pages_of_removed_ones_alone(store, story, settle):
    take_away(story)
    settle()
    before = store.index.page(story.url).rendered_at
    testing.make_story(title="خبر آخر")
    settle()
    assert store.index.page(story.url).rendered_at == before


def test_nothing_lists_what_was_removed(store, story, settle):
    testing.make_story(title="خبر يبقى")
    settle()
    take_away(story)
    settle()
    mentions = f"/{story.pk}/"
    rows = store.index.select("SELECT path FROM page WHERE status = 200")
    assert ("/sitemap.xml",) in rows
    assert ("/feeds/home.rss",) in rows
    assert [path for (path,) in rows if mentions in store.copy(path).body.decode()] == []


# --- cost ---


def test_a_missing_page_asks_one_question_more_and_a_live_one_none(settings, story):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("warraq.pagestore.")]

    def asked(address: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        return [query["sql"] for query in queries.captured_queries if "stories_removal" in query["sql"]]

    assert asked(story.url) == []
    assert len(asked(f"/news/{story.pk + 1}/")) == 1
