"""What was put right is told on its story, on a page of its own and in a feed; what is withdrawn keeps its address."""

import json
from datetime import date

import pytest
from django.test import Client

from warraq import testing
from warraq.pagestore.verifying import verify
from warraq.stories.models import Correction, StoryPage
from warraq.theme.tests.printed import Printed

pytestmark = pytest.mark.django_db(transaction=True)

Kind = Correction.Kind
WHY = "نشرنا أرقامًا لم نتحقق منها، فسحبنا المادة."


@pytest.fixture(autouse=True)
def _answers_come_through_the_store(store, settings):
    after = settings.MIDDLEWARE.index("warraq.editions.middleware.EditionMiddleware") + 1
    middleware = list(settings.MIDDLEWARE)
    settings.MIDDLEWARE = [*middleware[:after], "warraq.pagestore.middleware.StoreMiddleware", *middleware[after:]]


@pytest.fixture
def story():
    return testing.make_story(
        title="منسوب النهر ينخفض",
        keywords=[testing.make_keyword()],
        standfirst="قياسات الصيف",
        lead_picture=testing.make_image(),
    )


def correct(
    story: StoryPage, text: str = "الرقم الصحيح ١٢.", kind: str = Kind.CORRECTION, on: str = "2026-01-02"
) -> None:
    testing.correct(story, text, kind, date.fromisoformat(on))


def told(path: str = "/corrections/") -> list[str]:
    return Printed(Client(), path).texts(".told h2")


def test_the_page_says_so_while_nothing_was_corrected(story):
    page = Printed(Client(), "/corrections/")
    assert page.all(".told") == []
    assert page.texts("main h1") == ["تصويبات"]


def test_the_newest_stands_first_with_its_kind_its_day_and_its_story(story):
    other = testing.make_story(story.section, "متحف المدينة يفتح أبوابه")
    correct(story)
    correct(other, "الافتتاح مساء.", Kind.CLARIFICATION, "2026-02-03")
    page = Printed(Client(), "/corrections/")
    assert page.texts(".told h2") == [other.title, story.title]
    assert page.texts(".told .label")[0].startswith("توضيح")
    assert "الافتتاح مساء." in page.texts(".told li")[0]


def test_those_of_a_year_have_their_page(story):
    correct(story, on="2024-05-06")
    correct(story, "تصويب ثان", on="2026-05-06")
    assert len(told("/corrections/2024/")) == 1
    assert Client().get("/corrections/2025/").status_code == 404
    assert Client().get("/corrections/02024/").status_code == 404


def test_drafts_and_other_editions_stay_out(story, settle):
    correct(story)
    draft = StoryPage.objects.get(pk=story.pk)
    draft.corrections.add(Correction(kind=Kind.UPDATE, date=date(2026, 4, 5), text="لم يُنشر بعد"))
    draft.save_revision()
    assert len(told()) == 1
    assert told("/en/corrections/") == []
    StoryPage.objects.get(pk=story.pk).unpublish()
    settle()
    assert told() == []


def test_every_list_follows_at_once(story, store, settle):
    settle()
    assert told() == []
    correct(story)
    settle()
    assert told() == [story.title]
    page = StoryPage.objects.get(pk=story.pk)
    page.title = "منسوب النهر يرتفع"
    page.save_revision().publish()
    settle()
    assert told() == ["منسوب النهر يرتفع"]
    page = StoryPage.objects.get(pk=story.pk)
    page.corrections.clear()
    page.save_revision().publish()
    settle()
    assert told() == []
    assert verify(store).differing == []


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_the_feed_names_kind_and_story(story, extension):
    correct(story, "كانت «<b>12</b>».")
    answer = Client().get(f"/feeds/corrections.{extension}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f"تصويب: {story.title}" in (json.loads(text)["items"][0]["title"] if extension == "json" else text)
    assert "<b>12</b>" not in text


# --- withdrawn ---


def test_a_withdrawn_story_keeps_its_address_and_says_why(story, settle):
    settle()
    testing.withdraw(story, WHY)
    settle()
    page = Printed(Client(), story.url)
    assert page.texts("main h1") == [story.title]
    assert WHY in page.one("#corrections").text
    text = page.response.content.decode()
    assert testing.TEXT not in text
    assert "قياسات الصيف" not in text
    assert "og:image" not in text
    assert page.all("main img") == []
    assert 'content="noindex"' in text
    assert Client().get(f"/s/{story.pk}").status_code == 301


def test_what_is_stored_of_it_goes_before_anything_is_rendered(story, store, settle, follow):
    settle()
    assert store.index.page(story.url)
    testing.withdraw(story, WHY)
    follow()
    assert store.index.page(story.url) is None


def test_it_stands_in_no_list_any_more(story, store, settle):
    other = testing.make_story(story.section, "متحف المدينة يفتح أبوابه", keywords=story.topics)
    lists = ["/", story.section.url, story.topics[0].url, "/feeds/home.rss", "/sitemaps/news.xml", other.url]

    def showing() -> list[str]:
        return [path for path in lists if f"/{story.pk}/" in Client().get(path).content.decode()]

    settle()
    assert showing() == lists
    testing.withdraw(story, WHY)
    settle()
    assert showing() == []
    assert told() == [story.title]
    assert verify(store).differing == []


def test_it_comes_back_when_the_withdrawal_is_taken_away(story, settle):
    testing.withdraw(story, WHY)
    settle()
    page = StoryPage.objects.get(pk=story.pk)
    page.corrections.clear()
    page.save_revision().publish()
    settle()
    assert testing.TEXT in Client().get(story.url).content.decode()
    assert story.title in Client().get(story.section.url).content.decode()


def test_behind_a_login_it_is_withdrawn_from_nobody_else(story, settle):
    page = StoryPage.objects.get(pk=story.pk)
    page.view_restrictions.create(restriction_type="login")
    testing.withdraw(story, WHY)
    settle()
    assert Client().get(story.url).status_code == 302
    assert told() == []
