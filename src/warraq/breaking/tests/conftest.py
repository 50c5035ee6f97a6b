"""The page store of a test, as its own tests have it."""

from warraq.pagestore.tests.conftest import follow, settle, store  # noqa: F401
