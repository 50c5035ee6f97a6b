import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from warraq import testing
from warraq.changes.recording import recording
from warraq.stories.archives import month_span, months_of, next_month
from warraq.stories.models import SectionPage, StoryPage

pytestmark = pytest.mark.django_db


def story_of(day: datetime, title: str) -> StoryPage:
    story = testing.make_story(title=title)
    StoryPage.objects.filter(pk=story.pk).update(published_at=day, listed_at=day)
    return story


def test_a_month_holds_its_stories_by_the_clocks_of_the_edition(client):
    # 22:30 in UTC on the last of January is already February in Beirut.
    story_of(datetime(2024, 1, 31, 22, 30, tzinfo=UTC), "قصة من شباط")
    story_of(datetime(2024, 1, 31, 21, 30, tzinfo=UTC), "قصة من كانون الثاني")
    january = client.get("/news/archive/2024/01/").text
    assert "قصة من كانون الثاني" in january
    assert "قصة من شباط" not in january
    assert "قصة من شباط" in client.get("/news/archive/2024/02/").text


def test_neighbouring_months_are_those_that_hold_stories(client):
    story_of(datetime(2020, 3, 5, tzinfo=UTC), "الأقدم")
    story_of(datetime(2022, 7, 5, tzinfo=UTC), "الأوسط")
    story_of(datetime(2024, 1, 5, tzinfo=UTC), "الأحدث")
    page = client.get("/news/archive/2022/07/").text
    assert "/news/archive/2020/03/" in page
    assert "/news/archive/2024/01/" in page


def test_a_month_without_stories_is_not_there(client):
    testing.make_story()
    assert client.get("/news/archive/1999/01/").status_code == 404


def test_a_month_is_written_in_one_way(client):
    story_of(datetime(2024, 3, 5, tzinfo=UTC), "قصة")
    assert client.get("/news/archive/2024/3/")["Location"] == "/news/archive/2024/03/"


def test_the_months_of_a_section_are_the_newest_that_hold_stories():
    for year in (2019, 2021, 2023):
        story_of(datetime(year, 6, 15, tzinfo=UTC), f"قصة {year}")
    section = SectionPage.objects.get(slug="news")
    assert [month for month, _ in months_of(section, 2)] == [date(2023, 6, 1), date(2021, 6, 1)]


def keys_of(year: int, month: int) -> set[str]:
    with recording() as recorder:
        assert Client().get(f"/news/archive/{year}/{month:02}/").status_code == 200
    return {key.rpartition(":")[2] for key in recorder.keys if re.fullmatch(r"section:\d+:stories.*", key)}


def test_a_month_depends_on_those_up_to_its_neighbours_and_on_no_other():
    for month in (1, 3, 7, 8, 9):
        story_of(datetime(2024, month, 5, tzinfo=UTC), f"قصة {month}")
    # A month of Beirut begins in the evening before.
    assert keys_of(2024, 7) == {f"stories-2024-{month:02}" for month in range(2, 9)}
    assert keys_of(2024, 8) == {f"stories-2024-{month:02}" for month in range(6, 10)}


def test_the_first_and_the_last_month_depend_on_the_whole_list():
    for month in (3, 4):
        story_of(datetime(2024, month, 5, tzinfo=UTC), f"قصة {month}")
    assert "stories" in keys_of(2024, 3) & keys_of(2024, 4)


def test_months_follow_each_other_without_a_gap():
    first, zone = date(2023, 11, 1), testing.make_edition().zone
    for _ in range(14):
        assert month_span(first, zone)[1] == month_span(next_month(first), zone)[0]
        first = next_month(first)
    assert first == date(2025, 1, 1)
