"""What every test of the project shares: the order they run in, and the one database of a process."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from warraq import baseline
from warraq.operations.tests.prepared import Prepared


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database of the tests, and put the files that take longest first.

    With `--dist loadfile --no-loadscope-reorder` the short ones come last, so that no process ends long before another.
    """
    seconds: Counter[Path] = Counter()
    for item in items:
        marker = item.get_closest_marker("django_db")
        commits = "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))
        if marker or commits or "db" in item.fixturenames:
            item.add_marker("database")
        seconds[item.path] += _seconds_about(item, commits)
    items.sort(key=lambda item: -seconds[item.path])


def _seconds_about(item: pytest.Item, commits: bool) -> float:
    if item.get_closest_marker("slow"):
        return 8
    if "site" in item.fixturenames:
        return 3
    if item.get_closest_marker("database"):
        return 2 if commits else 1
    return 0.05


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> None:
    baseline.remember_migrations(request.config.cache.mkdir("databases"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A test that commits ends with the database as the migrations left it."""
    with django_db_blocker.unblock():
        baseline.take()
    TransactionTestCase._fixture_teardown = lambda case: baseline.bring_back()


@pytest.fixture(scope="session")
def prepared(django_db_setup: None, request: pytest.FixtureRequest, tmp_path_factory: Any) -> Prepared:
    """What the first start of a site makes, for tests that only want a site that runs."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Prepared(shared / "prepared", baseline.kept_in(request.config.cache.mkdir("databases")))
