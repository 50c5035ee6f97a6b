"""What comes first, what is counted, what is suggested instead."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from warraq.search.building import Build
from warraq.search.finding import PAGE, Request, find
from warraq.search.models import groups_of_editors
from warraq.search.places import stamp_with
from warraq.stories.models import StoryPage
from warraq.testing import make_author, make_edition, make_story, paragraphs

pytestmark = pytest.mark.django_db


def aged(days: float, **fields) -> StoryPage:
    """A story published so long ago."""
    story = make_story(**fields)
    moment = timezone.now() - timedelta(days=days)
    StoryPage.objects.filter(pk=story.pk).update(listed_at=moment, published_at=moment)
    return story


def found(text: str, **fields) -> list[int]:
    return [hit.pk for hit in find(Request("ar", text, **fields)).hits]


def test_the_exact_spelling_stands_before_a_folded_one_however_old(built):
    folded = aged(1, title="أحمد وأحمد", body=paragraphs("أحمد"))
    typed = aged(900, title="قديم", body=paragraphs("ورد اسم احمد هنا مرة واحدة في نص طويل لا يعنيه."))
    built()
    assert found("احمد") == [typed.pk, folded.pk]


def test_the_newer_of_equals_stands_first_and_by_date_the_newest(built):
    old, new = aged(400, title="جسر النهر"), aged(1, title="جسر النهر")
    better = aged(300, title="خبر", body=paragraphs("جسر"))
    built()
    assert found("جسر")[:2] == [new.pk, old.pk]
    assert found("جسر", order="date") == [new.pk, better.pk, old.pk]


def test_a_headline_weighs_more_than_the_text(built):
    text = aged(10, title="خبر اليوم", body=paragraphs("تحدثوا عن جسر وعن غيره."))
    headline = aged(10, title="جسر اليوم", body=paragraphs("تحدثوا عن غيره."))
    built()
    assert found("جسر") == [headline.pk, text.pk]


def test_phrases_and_exclusions(built):
    phrase = make_story(title="وزارة التعليم العالي")
    apart = make_story(title="التعليم في المدى العالي")
    built()
    assert found('"التعليم العالي"') == [phrase.pk]
    assert set(found("التعليم العالي")) == {phrase.pk, apart.pk}
    assert found("التعليم -وزارة") == [apart.pk]


def test_a_misspelling_is_answered_with_what_was_meant(built):
    story = make_story(title="حديث عن كرملوفسكي في القمة")
    built()
    answer = find(Request("ar", "حديث كرملافسكي"))
    assert [hit.pk for hit in answer.hits] == [story.pk]
    assert answer.loosened in ("one-edit", "skeleton")
    assert answer.suggestion == "حديث كرملوفسكي"
    assert ("كرملوفسكي", True) in answer.hits[0].headline


def test_nothing_is_loosened_while_the_words_are_right_and_the_filters_wrong(built):
    make_story(title="حديث عن غوتيريش")
    built()
    answer = find(Request("ar", "غوتيريش", form="opinion"))
    assert (answer.count, answer.loosened) == (0, "")


def test_what_nothing_is_like_finds_nothing(built):
    make_story(title="حديث عن غوتيريش")
    built()
    answer = find(Request("ar", "زبرجدطخ"))
    assert (answer.hits, answer.count, answer.pages, answer.loosened, answer.suggestion) == ([], 0, 0, "", "")


def test_filters_narrow_and_do_not_weigh(built):
    author = make_author("سامي العابد")
    report = make_story(title="جسر", form="report", authors=[author])
    make_story(title="جسر", form="news")
    built()
    assert found("جسر", form="report") == found("جسر", author=author.pk) == [report.pk]
    assert found("جسر", section=report.section_id + 1000) == []


def test_days_are_those_of_the_edition(built):
    edition = make_edition("ar")
    type(edition).objects.filter(pk=edition.pk).update(time_zone="Asia/Riyadh")
    story = make_story(title="جسر")
    moment = datetime(2024, 3, 10, 22, 30, tzinfo=UTC)  # already the 11th in Riyadh
    StoryPage.objects.filter(pk=story.pk).update(listed_at=moment)
    built()
    eleventh = date(2024, 3, 11)
    assert found("جسر", since=eleventh, until=eleventh) == [story.pk]
    assert found("جسر", until=date(2024, 3, 10)) == []
    assert found("جسر", since=date(2024, 3, 12)) == []
    assert found("جسر", since=date.min, until=date.max) == [story.pk]


def test_pages_are_counted_and_bounded(place):
    for number in range(PAGE + 2):
        make_story(title=f"جسر رقم {number}")
    Build(place, stamp_with(groups_of_editors())).step(60)
    first, second, far = (find(Request("ar", "جسر", page=page)) for page in (1, 2, 999))
    assert (len(first.hits), len(second.hits), first.count, first.pages) == (PAGE, 2, PAGE + 2, 2)
    assert (far.page, [hit.pk for hit in far.hits]) == (2, [hit.pk for hit in second.hits])
    assert find(Request("ar", "جسر", page=-5)).page == 1
    StoryPage.objects.get(pk=first.hits[0].pk).unpublish()
    assert find(Request("ar", "جسر")).count == PAGE + 1
