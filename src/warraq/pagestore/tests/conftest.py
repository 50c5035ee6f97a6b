from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from warraq.changes.runner import Runner
from warraq.pagestore import keeping, rendering
from warraq.pagestore.consumer import PageStoreConsumer, complete
from warraq.pagestore.refreshing import Refresher
from warraq.pagestore.store import Store


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Iterator[Store]:
    """A store of its own for the test, which the whole process takes for the site's."""
    settings.WARRAQ_STORE = tmp_path / "store"
    keeping.site_store.cache_clear()
    rendering._chain.cache_clear()
    yield keeping.site_store()
    keeping.site_store().index.close()
    keeping.site_store.cache_clear()
    rendering._chain.cache_clear()


@pytest.fixture
def follow(store: Store) -> Callable[[], None]:
    """Read the change log to its end, without rendering anything."""
    runner = Runner(PageStoreConsumer(store))

    def run() -> None:
        while runner.step():
            pass

    return run


@pytest.fixture
def settle(store: Store, follow: Callable[[], None]) -> Callable[[], None]:
    """What the worker does until it has nothing left to do."""
    refresher = Refresher(store)

    def run() -> None:
        while True:
            follow()
            if not (refresher.put_off() or refresher.step(60) or complete(store)):
                return

    return run
