"""The pages of what was found, one after the other: three of them, made once for all tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warraq.search.building import Build
from warraq.search.models import groups_of_editors
from warraq.search.places import Place, stamp_with
from warraq.testing import make_section, make_story
from warraq.theme.tests.printed import Printed

from .test_search_page import TIDE, _reader_who_was_not_here_before, ask, titles  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def index(made_once: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the index of twenty-three stories lies."""
    folder = tmp_path_factory.mktemp("search")

    def make() -> None:
        section = make_section()
        for number in range(23):
            make_story(section, title=f"{TIDE} {number}")
        assert Build(Place(folder), stamp_with(groups_of_editors())).step(60)

    made_once(make)
    return folder


@pytest.fixture(autouse=True)
def _twenty_three_stories(place: Place, index: Path, settings: Any) -> None:
    settings.WARRAQ_SEARCH = index


def test_pages_follow_each_other(client):
    page = ask(client, q="الخليج")
    assert len(titles(page)) == 10
    assert page.all("link[rel=prev]") == []
    second = Printed(client, page.one("link[rel=next]")["href"])
    assert page.one(".pager a[rel=next]")["href"] == page.one("link[rel=next]")["href"]
    assert not set(titles(page)) & set(titles(second))
    assert second.one("link[rel=prev]")["href"] == "/search/?q=%D8%A7%D9%84%D8%AE%D9%84%D9%8A%D8%AC"
    assert second.texts(".pager [aria-current=page]") == ["2"]


@pytest.mark.parametrize("page", ["3", "4", "999", "9" * 40])
def test_beyond_the_last_page_stands_the_last(client, page):
    found = ask(client, q="الخليج", page=page)
    assert len(titles(found)) == 3
    assert found.all(".pager a[rel=next]") == []


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1.5", "", "%00", "١"])
def test_what_is_no_page_is_the_first(client, page):
    assert ask(client, q="الخليج", page=page).texts(".pager [aria-current=page]") == ["1"]
