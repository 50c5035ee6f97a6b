"""What the tests of the demonstration share."""

import pytest


@pytest.fixture
def callbacks(django_capture_on_commit_callbacks):
    """Run what waits for a commit, as a site does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
