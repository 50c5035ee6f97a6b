"""The newsroom's choosers and lists find Arabic as it is typed every day, on SQLite and PostgreSQL."""

import pytest
from django.db import connection
from django.urls import reverse
from modelsearch.backends import get_search_backend
from wagtail.search.models import IndexEntry

from warraq.newsroom.admin_search import filling
from warraq.newsroom.admin_search.models import Filling
from warraq.stories.models import Keyword, StoryPage
from warraq.testing import make_author, make_image, make_keyword, make_story, paragraphs

pytestmark = pytest.mark.django_db

TYPED = [
    ("أحمد يفتتح المدرسة", "احمد"),
    ("أحمد يفتتح المدرسة", "مدرسه"),
    ("أحمد يفتتح المدرسة", "المدرس"),
    ("مدارس الجنوب", "المدارس"),
    ("مستشفى المدينة", "مستشفي"),
    ("قاضي القضاة", "القاضى"),
    ("العلاقات الاقتصادية", "اقتصاد"),
    ("العلاقات الاقتصادية", "العلاقات الاقت"),
    ("كتاب جديد", "كِتابٌ"),
    ("كتاب جديد", "کتاب جدید"),
    ("عام 1990", "١٩٩٠"),
    ("والقناطر تعود", "القناطر"),
    ("قمة G20", "g20"),
]


@pytest.mark.parametrize(("title", "typed"), TYPED)
def test_a_query_finds_the_title(title, typed):
    story = make_story(title=title)
    make_story(title="خبر آخر عن البحر")
    assert list(StoryPage.objects.all().autocomplete(typed)) == [story]


@pytest.mark.parametrize(("title", "typed"), [pair for pair in TYPED if pair[1] not in ("المدرس", "العلاقات الاقت")])
def test_whole_words_find_the_title(title, typed):
    if typed == "اقتصاد":
        typed = "اقتصادية"
    story = make_story(title=title)
    make_story(title="خبر آخر عن البحر", body=paragraphs("البحر هادئ اليوم."))
    assert list(StoryPage.objects.all().search(typed)) == [story]


def test_a_page_chooser_and_the_list_of_pages_find_it(newsroom, section):
    story = make_story(section, title="أحمد يفتتح المدرسة")
    make_story(section, title="خبر آخر عن البحر")
    for url in (
        reverse("wagtailadmin_choose_page_search"),
        reverse("wagtailadmin_explore", args=[section.pk]),
        reverse("stories:index"),
    ):
        page = newsroom.get(url, {"q": "احمد مدرسه", "page_type": "wagtailcore.page"}).content.decode()
        assert story.title in page, url
        assert "البحر" not in page, url


def test_choosers_of_keywords_authors_and_pictures_find_theirs(newsroom):
    make_keyword("الإمارات")
    make_keyword("البحر")
    make_author("أحمد الشامي")
    make_image("ضفة النهر")
    chooser = Keyword.snippet_viewset.chooser_viewset.get_url_name("choose_results")
    page = newsroom.get(reverse(chooser), {"q": "امارات"}).content.decode()
    assert "الإمارات" in page
    assert "البحر" not in page
    listing = newsroom.get(reverse("wagtailsnippets_people_author:list"), {"q": "احمد"}).content.decode()
    assert "أحمد الشامي" in listing
    assert "ضفة النهر" in newsroom.get(reverse("wagtailimages:index"), {"q": "ضفه نهر"}).content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "«»", '" OR *', "a" * 500, "' -- ;", "و", "%_\\", "NEAR(a b)", "٠"])
def test_hostile_queries_do_no_harm(typed):
    make_story()
    list(StoryPage.objects.all().autocomplete(typed))
    list(StoryPage.objects.all().search(typed))


def test_words_in_any_place_of_the_text_find_it():
    story = make_story(title="خبر أول")
    assert list(StoryPage.objects.all().search("المراصد")) == [story]


# --- filling the index anew ---


def emptied() -> None:
    IndexEntry.objects.all()._raw_delete(using=connection.alias)


def test_an_index_of_an_earlier_analysis_is_filled_anew_once(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 1)
    stories = [make_story(title=f"أحمد {number}") for number in range(3)]
    make_keyword("الإمارات")
    emptied()
    assert not filling.is_filled()
    assert filling.ensure()
    assert filling.is_filled()
    assert set(StoryPage.objects.all().autocomplete("احمد")) == set(stories)
    assert get_search_backend().autocomplete("امارات", Keyword).count() == 1
    assert not filling.ensure()


def test_a_filling_that_was_stopped_goes_on(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 1)
    make_story()
    emptied()
    Filling.objects.create(wanted=filling.version())
    assert not filling.fill_until(0)
    assert filling.fill_until(float("inf"))
    assert filling.is_filled()
    assert IndexEntry.objects.exists()
