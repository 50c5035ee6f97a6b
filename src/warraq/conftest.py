"""Fixtures for every test: the cast, a section, a clean store of keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from warraq import testing
from warraq.newsroom.roles import Role
from warraq.people.models import User
from warraq.stories.models import SectionPage


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
