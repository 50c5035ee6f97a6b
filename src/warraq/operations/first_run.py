"""What `warraq serve` sets up on its first run, and what later runs find missing."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from warraq.accounts.passwords import new_password
from warraq.newsroom.roles import Role
from warraq.people.models import User
from warraq.stories.models import StoryPage

EDITOR = "editor"


def needs_migration() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def alone() -> Iterator[None]:
    """One start at a time sets up a data directory; another waits for it and finds everything done."""
    with (settings.DATA / "setting-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@transaction.atomic
def make_editor(name: str = EDITOR, password: str | None = None) -> str:
    """An editor-in-chief called `name`; the password given, or a new random one."""
    password = password or new_password()
    user = User(username=name, is_superuser=True, is_staff=True)
    user.set_password(password)
    user.save()
    # A site may have renamed the group; a superuser has its rights all the same.
    user.groups.set(Group.objects.filter(name=Role.EDITOR_IN_CHIEF.value))
    return password


def ensure_editor() -> str | None:
    """On a site without users: the first editor. The password if it was generated, so that it can be told."""
    if User.objects.exists():
        return None
    given = os.environ.get("WARRAQ_ADMIN_PASSWORD")
    made = make_editor(EDITOR, given)
    return None if given else made


def is_empty() -> bool:
    return not StoryPage.objects.exists()
