"""What the tests of the whole site share: a running demo site, its pages by type, a real browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from warraq.needs import leave_out
from warraq.operations.tests.prepared import Prepared

from . import chromium
from .catalogue import Catalogue
from .chromium import Visit
from .demo_site import DemoSite, shared_site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if {"site", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def site(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """One is started for all workers of this run, unless there is one already.

    WARRAQ_TEST_SITE is its address, WARRAQ_TEST_FOLDER the folder with its `data`, for tests that call its commands.
    """
    if running := os.environ.get("WARRAQ_TEST_SITE"):
        folder = os.environ.get("WARRAQ_TEST_FOLDER")
        yield DemoSite(running.rstrip("/"), Path(folder) if folder else None)
        return
    base = tmp_path_factory.getbasetemp()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    with shared_site((base.parent if is_worker else base) / "demo-site", prepared) as demo:
        yield demo


@pytest.fixture(scope="session")
def catalogue(site: DemoSite) -> Catalogue:
    return Catalogue(site)


# Not for the whole session: while it runs, Playwright's event loop forbids Django's database in this process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.program()
    if path is None:
        leave_out("no Chromium here: apt-get install chromium, or name one in CHROMIUM")
    expect.set_options(timeout=15_000)  # a busy machine answers slowly
    with chromium.launched(path) as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, site: DemoSite) -> Iterator[Callable[..., Visit]]:
    """Open a window: `visit(scripts=False, **PHONE)`."""
    opened: list[Visit] = []

    def open_window(**options: Any) -> Visit:
        opened.append(Visit(browser, site.url, **options))
        return opened[-1]

    yield open_window
    for window in opened:
        window.close()


@pytest.fixture(scope="session")
def project() -> Path:
    return Path(__file__).resolve().parent.parent
