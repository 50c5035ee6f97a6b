"""An index of its own for every test."""

from collections.abc import Callable

import pytest

from warraq.search.building import Build
from warraq.search.models import groups_of_editors
from warraq.search.places import Place, site_place, stamp_with
from warraq.search.upkeep import SearchUpkeep


@pytest.fixture(autouse=True)
def place(settings, tmp_path) -> Place:
    settings.WARRAQ_SEARCH = tmp_path / "search"
    return site_place()


@pytest.fixture
def built(place: Place) -> Callable[[], None]:
    """Builds the index from what the database holds."""

    def build() -> None:
        assert Build(place, stamp_with(groups_of_editors())).step(60)

    return build


@pytest.fixture
def upkeep(place: Place):
    """The search's part of a worker, stepped by hand."""
    keeper = SearchUpkeep(place)
    yield keeper
    keeper.end()
