"""Settings of the test suite: the site's own, with a data directory of their own and quick passwords."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("WARRAQ_DATA", tempfile.mkdtemp(prefix="warraq-test-"))
Path(os.environ["WARRAQ_DATA"]).mkdir(parents=True, exist_ok=True)
os.environ.setdefault("WARRAQ_SITE", os.environ["WARRAQ_DATA"])

from .settings import *  # noqa: E402, F403
from .settings import DATABASES, MIDDLEWARE  # noqa: E402

DATABASES["default"].setdefault("TEST", {})
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Most tests look at what a view says now; nobody keeps a store in step beside them.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("warraq.pagestore.")]
