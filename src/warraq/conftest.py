"""Fixtures for every test: the cast, a section, a clean store of keys."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, TransactionTestCase, override_settings

from warraq import baseline, testing
from warraq.newsroom.roles import Role
from warraq.people.models import User
from warraq.stories.models import SectionPage


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
    if item.get_closest_marker("slow") or "site" in item.fixturenames:
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


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Callable[..., Any]]:
    """Make what all tests of a file look at: `made_once(Scene)`. What a test changes in the database is rolled back.

    Objects in memory are the tests' own only where each copies them. Not for a file with a test that commits.
    """
    media = tmp_path_factory.mktemp("media")

    def make(build: Callable[[], Any]) -> Any:
        with override_settings(MEDIA_ROOT=media):
            return build()

    with django_db_blocker.unblock(), transaction.atomic():
        yield make
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def section(db) -> SectionPage:
    """The news section of the Arabic edition."""
    return testing.make_section()


@pytest.fixture
def editor(db) -> User:
    return testing.make_editor()


@pytest.fixture
def reporter(db) -> User:
    return testing.make_reporter()


@pytest.fixture
def stranger(db) -> User:
    return testing.make_stranger()


@pytest.fixture
def newsroom(client: Client, editor: User) -> Client:
    """A browser in which the editor-in-chief is signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def roles() -> type[Role]:
    return Role
