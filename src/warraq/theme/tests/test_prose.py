"""The dateline, reading time and what stands around a page."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from warraq.theme import prose, reading, surroundings


def page(agency: str = "", place: str = "", kinds: tuple[str, ...] = ("paragraph",)) -> SimpleNamespace:
    return SimpleNamespace(agency=agency, place=place, body=[SimpleNamespace(block_type=kind) for kind in kinds])


@pytest.mark.parametrize(
    ("agency", "place", "text"),
    [
        ("الضفاف", "", "الضفاف-"),
        ("", "تل النوارس", "تل النوارس-"),
        ("الضفاف", "عمّان", "الضفاف، عمّان-"),
        ("", "", ""),
    ],
)
def test_a_dateline_is_written_as_the_house_prints_it(agency, place, text):
    with translation.override("ar"):
        assert prose.dateline(page(agency, place)) == text


def test_the_dateline_runs_into_the_first_paragraph():
    with translation.override("ar"):
        html = prose.opening_paragraph(mark_safe('<p data-x="1">بالأمس</p><p>ثم</p>'), page("الضفاف"))

    assert html == '<p data-x="1"><span class="dateline">الضفاف-</span> بالأمس</p><p>ثم</p>'


def test_a_dateline_is_escaped():
    assert "&lt;b&gt;" in prose.opening_paragraph(mark_safe("<p>ن</p>"), page("<b>"))


def test_the_dateline_stands_before_the_first_paragraph_whatever_comes_earlier():
    assert prose.opening_index(page("الضفاف", kinds=("key_points", "paragraph", "paragraph"))) == 1
    assert prose.opening_index(page("الضفاف", kinds=("picture",))) == -1
    assert prose.opening_index(page()) == -1


def test_reading_time_counts_words_and_neither_markup_nor_addresses():
    words = " ".join(["كلمة"] * 540)
    body = SimpleNamespace(
        get_prep_value=lambda: [
            {"type": "paragraph", "id": "1", "value": f'<p class="a b c">{words}</p>'},
            {"type": "embed", "id": "2", "value": {"url": "https://example.org/a", "title": ""}},
        ]
    )

    assert reading.reading_minutes(body) == 3
    assert reading.reading_minutes(None) == 0


def test_a_translation_is_linked_directly_and_an_edition_without_one_by_its_front(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("ar", "العربية"), ("en", "English")]
    arabic = SimpleNamespace(code="ar")
    translated = SimpleNamespace(
        live_counterpart=SimpleNamespace(edition=SimpleNamespace(code="en"), url="/en/news/7/")
    )

    assert [link.url for link in surroundings.other_editions(translated, arabic)] == ["/en/news/7/"]
    assert [link.url for link in surroundings.other_editions(None, arabic)] == ["/en/"]
    assert surroundings.other_editions(None, None) == []


def test_the_menu_marks_the_page_itself_and_what_it_stands_in():
    section = SimpleNamespace(key="section:3")
    story = SimpleNamespace(object_key="story:8", key_kind="story", section_id=3)
    front = SimpleNamespace(object_key="section:3", key_kind="section")

    assert surroundings.current(story, section) == "true"
    assert surroundings.current(front, section) == "page"
    assert surroundings.current(None, section) == ""
