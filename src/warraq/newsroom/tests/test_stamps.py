from datetime import UTC, datetime

from django.utils import timezone

from warraq.language import bidi
from warraq.newsroom.stamps import day_stamp, stamp

AT = datetime(2026, 11, 27, 18, 5, tzinfo=UTC)


def test_figures_of_a_moment_keep_together_after_an_arabic_word():
    with timezone.override("UTC"):
        assert bidi.seen(f"الموعد: {stamp(AT)}", "rtl").startswith("2026-11-27 18:05")
        assert bidi.seen(f"حتى {day_stamp(AT)} فقط", "rtl").split()[1] == "2026-11-27"
        # As they would be seen without.
        assert bidi.seen("الموعد: 2026-11-27", "rtl").startswith("27-11-2026")


def test_the_clock_is_that_of_whoever_is_signed_in():
    with timezone.override("Asia/Baghdad"):
        assert "21:05" in stamp(AT)
