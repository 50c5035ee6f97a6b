"""Fixtures for every test: the cast, a section, a clean store of keys."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from django.test import Client
from wagtail.models import Collection

from warraq import testing
from warraq.newsroom.roles import Role, ensure_review, ensure_roles
from warraq.people.models import User
from warraq.stories.models import SectionPage


def make_whole_again(**kwargs: Any) -> None:
    """A test that commits ends with a flush, which takes the rows of data migrations too; post_migrate follows it."""
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
        ensure_roles(apps)
        ensure_review(apps)


# The last app whose models have permissions: by its turn everything that roles speak of is there.
post_migrate.connect(make_whole_again, sender=apps.get_app_config("sessions"), dispatch_uid="warraq.tests.whole")


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
