from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from warraq import testing
from warraq.dates import date_line
from warraq.editions.models import AnnouncedMonthStart, Edition
from warraq.front.setup import ensure_editions
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db


def test_setting_up_twice_changes_nothing():
    before = {model: model.objects.count() for model in (Edition, StoryPage)}
    ensure_editions()
    assert {model: model.objects.count() for model in before} == before


def announce(edition: Edition, applies_to_past: bool = False) -> Edition:
    """Muharram 1448 begins a day later than the table says, announced on its eve."""
    edition.announced_months = [
        AnnouncedMonthStart(year=1448, month=1, starts=date(2026, 6, 17), applies_to_past=applies_to_past)
    ]
    edition.save()
    AnnouncedMonthStart.objects.update(recorded=date(2026, 6, 16))
    Edition.objects.get(pk=edition.pk).save()
    return Edition.objects.get(pk=edition.pk)


def test_an_announced_month_changes_the_days_it_covers():
    edition = testing.make_edition()
    plain = date_line(date(2026, 6, 20), edition.date_style)
    announced = date_line(date(2026, 6, 20), announce(edition).date_style, as_of=date(2026, 6, 20))
    assert plain != announced
    assert "4 محرم 1448" in announced


def test_a_page_published_before_the_announcement_keeps_its_date(client):
    story = testing.make_story()
    day = datetime(2026, 6, 15, 9, tzinfo=UTC)
    StoryPage.objects.filter(pk=story.pk).update(published_at=day, listed_at=day, first_published_at=day)
    style = testing.make_edition().date_style
    before = date_line(date(2026, 6, 15), style)
    announce(testing.make_edition())
    assert before in client.get(story.url).text


def test_a_time_zone_that_does_not_exist_is_refused():
    edition = testing.make_edition()
    edition.time_zone = "Mars/Olympus"
    with pytest.raises(ValidationError, match="Mars/Olympus"):
        edition.full_clean()


def test_digits_follow_the_edition_in_what_is_read_and_not_in_what_machines_read(client):
    story = testing.make_story()
    edition = testing.make_edition()
    edition.digits = "arab"
    edition.save()
    page = client.get(story.url).text
    assert f"{story.published_at:%Y}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) in page
    assert f'datetime="{story.published_at:%Y-%m}' in page
