"""Fixtures for every test: the cast, a section, a clean store of keys."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, TransactionTestCase

from warraq import baseline, testing
from warraq.newsroom.roles import Role
from warraq.people.models import User
from warraq.stories.models import SectionPage


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> None:
    baseline.remember_migrations(request.config.cache.mkdir("databases"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A test that commits ends with the database as the migrations left it."""
    with django_db_blocker.unblock():
        baseline.take()
    TransactionTestCase._fixture_teardown = lambda case: baseline.bring_back()


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
