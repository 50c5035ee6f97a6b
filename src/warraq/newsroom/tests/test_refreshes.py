"""After a change the editor sees which pages were refreshed and when; any address can be looked up."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.changes.models import Change, ConsumerPosition
from warraq.newsroom.refreshes.durations import spoken
from warraq.newsroom.tests.forms import create, press, story_form
from warraq.pagestore import marking
from warraq.pagestore.upkeep import note_failure
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db(transaction=True)
LOOK_UP = "/newsroom/refreshes/address/"
DONE = re.compile(r"^(\d+ )?(صفحة|صفحات|صفحتان)( واحدة)?، [\d.]+ ثانية$")


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def notice(client, response):
    """The line on the page an editor comes to after a change, None where there is none."""
    return page_of(client.get(response.headers["Location"], follow=True)).select_one(".messages [data-refresh]")


def state(client, line):
    return client.get(line["data-refresh"]).json()


def looked_up(client, address, **more):
    response = client.get(LOOK_UP, {"address": address} | more)
    assert response.status_code == 200
    return page_of(response).select_one(".refreshes")


@pytest.fixture
def story(section, settle):
    story = testing.make_story(section, "عنوان أول")
    settle()
    return story


# --- after a change ---


def test_a_publication_is_followed_until_its_pages_are_there(newsroom, story, settle):
    line = notice(newsroom, press(newsroom, story, "action-publish", story_form("عنوان ثان")))
    assert line.get_text(strip=True) == "جارٍ تحديث صفحات القرّاء."
    assert state(newsroom, line) == {"text": "جارٍ التحديث…", "isFinal": False}
    settle()
    found = state(newsroom, line)
    assert DONE.match(found["text"]), found
    assert found["isFinal"]


def test_without_scripts_the_notice_leads_to_the_list_of_pages(newsroom, store, story, settle):
    line = notice(newsroom, press(newsroom, story, "action-publish", story_form("عنوان ثان")))
    settle()
    report = page_of(newsroom.get(line.find_next("a")["href"])).select_one(".refreshes")
    listed = {link.get_text(strip=True) for link in report.select(".refreshes__path")}
    address = StoryPage.objects.get(pk=story.pk).url
    assert {"/", story.section.url, "/feeds/home.rss", address} <= listed
    assert "عنوان ثان" in report.get_text()


def test_pages_under_way_are_counted(newsroom, store, story, follow):
    line = notice(newsroom, press(newsroom, story, "action-publish", story_form("عنوان ثان")))
    follow()
    found = state(newsroom, line)
    assert re.match(r"جارٍ التحديث… 0 من \d+$", found["text"]), found
    assert not found["isFinal"]


def test_a_draft_refreshes_nothing(newsroom, story):
    assert notice(newsroom, press(newsroom, story, "", story_form("مسودة العنوان"))) is None


def test_a_refused_publication_refreshes_nothing(newsroom, section):
    response = create(newsroom, section, "action-publish", story_form("بدون عنوان"))
    assert response.status_code == 200
    assert page_of(response).select_one("[data-refresh]") is None


def test_what_is_taken_offline_is_counted_as_removed(newsroom, story, settle):
    line = notice(newsroom, newsroom.post(reverse("wagtailadmin_pages:unpublish", args=[story.pk])))
    settle()
    assert re.search(r"سُحبت صفحة واحدة، [\d.]+ ثانية$", state(newsroom, line)["text"])


def test_a_bulk_action_is_told_of_in_one_line(newsroom, section, settle):
    drafts = [testing.make_draft(section, f"مسودة رقم {number}") for number in range(3)]
    settle()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={draft.pk}" for draft in drafts)
    line = notice(newsroom, newsroom.post(f"{url}?{query}&next=/newsroom/", {"include_descendants": ""}))
    numbers = Change.objects.order_by("-pk").values_list("pk", flat=True)[:3]
    assert line["data-refresh"].split("/")[-3] == ",".join(str(number) for number in sorted(numbers))
    settle()
    found = state(newsroom, line)
    assert DONE.match(found["text"]), found


def test_a_renamed_author_is_told_of_too(newsroom, section, settle):
    author = testing.make_author()
    testing.make_story(section, authors=[author])
    settle()
    url = reverse("wagtailsnippets_people_author:edit", args=[author.pk])
    form = page_of(newsroom.get(url)).select_one("form[data-edit-form]")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]:not([type=file])")}
    data |= {field["name"]: field.get_text() for field in form.select("textarea[name]")}
    line = notice(newsroom, newsroom.post(url, data | {"name": "ليلى الحدّاد", "edition": author.edition_id}))
    settle()
    assert DONE.match(state(newsroom, line)["text"])


def test_a_worker_that_is_away_is_named(newsroom, story):
    ConsumerPosition.objects.filter(name="pages").update(seen_at=timezone.now() - timedelta(minutes=3))
    line = notice(newsroom, press(newsroom, story, "action-publish", story_form("عنوان ثان")))
    assert state(newsroom, line) == {
        "text": "الصفحات تنتظر: برنامج الخلفية لا يتابع التغييرات منذ 3 دقائق.",
        "isFinal": False,
    }
    assert "3 دقائق" in page_of(newsroom.get(reverse("refreshes:index"))).select_one(".refreshes").get_text()


def test_a_page_that_cannot_be_rendered_ends_the_waiting(newsroom, store, story, follow):
    line = notice(newsroom, press(newsroom, story, "action-publish", story_form("عنوان ثان")))
    follow()
    for (path,) in store.index.select("SELECT path FROM page WHERE stale_since IS NOT NULL"):
        note_failure(store, path, "Traceback\nValueError: <b>no</b>")
    found = state(newsroom, line)
    assert found["text"].startswith("تعذّر توليد ")
    assert found["isFinal"]
    index = newsroom.get(reverse("refreshes:index"))
    assert "ValueError: <b>no</b>" in page_of(index).select_one(".refreshes__failing").get_text()
    assert b"<b>no</b>" not in index.content


def test_changes_of_long_ago_are_done_in_the_background(newsroom, store, story):
    with store.index.transaction() as connection:
        connection.execute("DELETE FROM report")
    found = newsroom.get(reverse("refreshes:changes_state", args=[[1]])).json()
    assert found == {"text": "تُحدَّث الصفحات في الخلفية.", "isFinal": True}


# --- an address ---


def spellings(story):
    host = "testserver"
    encoded = quote(story.url)
    return [
        story.url,
        encoded,
        f"http://{host}{encoded}",
        f"HTTPS://{host.upper()}:8443{story.url}?utm_source=x#top",
        f"{host}{story.url}",
        story.url.removeprefix("/"),
        f" \u200f\u202b{story.url}\u202c ",
    ]


@pytest.mark.parametrize("number", range(7))
def test_an_address_is_found_however_it_is_written(newsroom, store, story, number):
    found = looked_up(newsroom, spellings(story)[number])
    assert found.h2.get_text(strip=True) == story.url
    facts = found.select_one(".refreshes__facts").get_text(" ", strip=True)
    assert "محدَّثة" in facts
    assert "gzip, br" in facts


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "ألصق عنوان صفحة."),
        ("https://elsewhere.example/news/1/", "elsewhere.example موقع آخر."),
        ("elsewhere.example/news/1/", "elsewhere.example موقع آخر."),
        ("//elsewhere.example/", "elsewhere.example موقع آخر."),
        ("http://[broken/", "تعذّرت قراءة هذا العنوان."),
        ("/news/%ff/", "تعذّرت قراءة هذا العنوان."),
        ("ftp://testserver/x", "ليس هذا عنوان صفحة."),
        ("mailto:desk@testserver", "ليس هذا عنوان صفحة."),
        ("/news//1/", "لا يمكن أن يكون لصفحة في هذا الموقع مثل هذا العنوان."),
        ("/../etc/passwd", "لا يمكن أن يكون لصفحة في هذا الموقع مثل هذا العنوان."),
        ("/news/%00/", "لا يمكن أن يكون لصفحة في هذا الموقع مثل هذا العنوان."),
    ],
)
def test_a_wrong_address_is_refused_with_the_reason(newsroom, store, address, reason):
    for response in (newsroom.get(LOOK_UP, {"address": address}), newsroom.post(LOOK_UP, {"address": address})):
        assert page_of(response).select_one(".error-message").get_text(strip=True) == reason
    assert store.index.select("SELECT count(*) FROM page") == [(0,)]


def test_what_a_page_shows_leads_to_its_editors(newsroom, store, story):
    links = {link.get_text(strip=True): link["href"] for link in looked_up(newsroom, "/").select(".refreshes__keys a")}
    assert links["عنوان أول"] == reverse("wagtailadmin_pages:edit", args=[story.pk])


def test_a_page_is_refreshed_at_an_editors_word(newsroom, store, story, settle):
    before = store.index.page(story.url).rendered_at
    response = newsroom.post(LOOK_UP, {"address": quote(story.url)})
    asked = page_of(newsroom.get(response.headers["Location"])).select_one(".refreshes")
    line = asked.select_one("[data-refresh]")
    assert line.get_text(strip=True) == "في انتظار دورها…"
    assert "قديمة منذ" in asked.get_text()
    assert not state(newsroom, line)["isFinal"]
    settle()
    assert state(newsroom, line) == {"text": "وُلِّدت الآن.", "isFinal": True}
    assert store.index.page(story.url).rendered_at > before


def test_a_page_the_store_does_not_know_is_rendered_at_an_editors_word(newsroom, store, story, settle):
    store.drop(story.url)
    assert "لا يضم المخزن صفحة لهذا العنوان" in looked_up(newsroom, story.url).get_text()
    newsroom.post(LOOK_UP, {"address": story.url})
    assert "لم تُولَّد بعد" in looked_up(newsroom, story.url).get_text()
    settle()
    assert store.index.page(story.url).is_fresh


def test_an_address_without_a_page_is_forgotten_again(newsroom, store, story, settle):
    response = newsroom.post(LOOK_UP, {"address": "/news/999999/"})
    line = page_of(newsroom.get(response.headers["Location"])).select_one(".refreshes [data-refresh]")
    settle()
    assert state(newsroom, line) == {"text": "لا صفحة متاحة للجميع على هذا العنوان.", "isFinal": True}
    assert store.index.page("/news/999999/") is None


def test_a_failing_page_says_why_and_when_it_is_tried_again(newsroom, store, story):
    marking.mark_page(store, "/")
    note_failure(store, "/", "Traceback (most recent call last):\n  File …\nValueError: the lead is missing\n")
    text = looked_up(newsroom, "/").get_text(" ", strip=True)
    assert "ValueError: the lead is missing (محاولة واحدة)" in text
    assert "المحاولة التالية" in text
    assert "Traceback" not in text


def test_a_forged_form_asks_for_nothing(editor, store, story):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(LOOK_UP, {"address": "/"}).status_code == 403
    assert store.index.page("/").is_fresh


# --- what shows a story ---


def test_the_editor_of_a_story_leads_to_the_pages_that_show_it(newsroom, story):
    editing = page_of(newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])))
    address = reverse("refreshes:showing", args=[f"story:{story.pk}"])
    assert editing.select_one(f'a[href="{address}"]').get_text(strip=True) == "الصفحات التي تعرض هذا"
    shown = page_of(newsroom.get(address)).select_one(".refreshes")
    listed = [link.get_text(strip=True) for link in shown.select(".refreshes__path")]
    assert listed[0] == story.url
    assert "/" in listed


def test_a_draft_has_no_pages_to_show(newsroom, section):
    draft = testing.make_draft(section)
    editing = newsroom.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert "refreshes/showing" not in editing


def test_a_key_that_nothing_shows_is_no_error(newsroom, store):
    shown = newsroom.get(reverse("refreshes:showing", args=["story:1' OR 1=1"]))
    assert "لا صفحة تعرضه" in shown.content.decode()


# --- who ---


def addresses():
    return [
        reverse("refreshes:index"),
        LOOK_UP,
        reverse("refreshes:changes", args=[[1, 2]]),
        reverse("refreshes:showing", args=["story:1"]),
    ]


def test_a_reporter_sees_neither_notices_nor_pages(client, reporter, store, section):
    client.force_login(reporter)
    for address in addresses():
        assert client.get(address).status_code == 302
    assert client.get(reverse("refreshes:changes_state", args=[[1]])).status_code == 403
    assert client.get(reverse("refreshes:address_state"), {"address": "/"}).status_code == 403
    assert client.post(LOOK_UP, {"address": "/"}).status_code == 302
    assert store.index.page("/") is None
    assert "refreshes" not in client.get(reverse("wagtailadmin_home")).content.decode().replace("refreshes.js", "")


@pytest.mark.parametrize(("language", "words"), [("en", "Newest changes"), ("fa", "تازه‌ترین تغییرها")])
def test_the_newsroom_of_another_language_reads_it_in_its_own(newsroom, editor, story, language, words):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    for address in addresses():
        assert newsroom.get(address).status_code == 200
    assert words in newsroom.get(reverse("refreshes:index")).content.decode()


def test_the_list_of_changes_asks_as_much_for_ten_stories_as_for_one(newsroom, section, settle):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            newsroom.get(reverse("refreshes:index"))
        return len(asked)

    testing.make_story(section)
    settle()
    newsroom.get(reverse("refreshes:index"))
    before = queries()
    for number in range(10):
        testing.make_story(section, f"خبر رقم {number} من المرصد")
    settle()
    assert queries() < before + 5  # another kind of record may have come in, not one query for each story


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.04, "0.04 ثانية"),
        (0.42, "0.4 ثانية"),
        (12.4, "12 ثانية"),
        (60, "دقيقة واحدة"),
        (60 * 11, "11 دقيقة"),
        (3_600 * 2, "ساعتين"),
        (86_400 * 3, "3 أيام"),
    ],
)
def test_lengths_of_time_are_said_as_a_desk_says_them(seconds, words):
    with override("ar"):
        assert spoken(seconds) == words
