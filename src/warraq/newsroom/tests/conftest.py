"""The page store of a test, as its own tests have it."""

import pytest

from warraq.newsroom.suggestions import keywords
from warraq.pagestore.tests.conftest import follow, settle, store  # noqa: F401


@pytest.fixture(autouse=True)
def _no_names_of_another_test() -> None:
    """A keyword of one test may have the number of another's within the moment that names are remembered."""
    keywords._names_of.cache_clear()
