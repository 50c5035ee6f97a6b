"""A site with a fixed address, and a picture with its sizes."""

import os
from typing import Any, NoReturn

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from warraq.media.models import Image
from warraq.media.renditions import make
from warraq.testing import picture_bytes

BASE = "http://127.0.0.1:8000"


def leave_out(reason: str) -> NoReturn:
    """Skip for want of a referee; a failure where every referee is required."""
    if os.environ.get("WARRAQ_TEST_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _fixed_address(settings: Any) -> None:
    settings.WARRAQ_BASE_URL = BASE


@pytest.fixture
def picture() -> Image:
    # Wagtail remembers renditions by the picture's number, which the test before this one may have used too.
    cache.clear()
    image = Image.objects.create(
        title="ضفة",
        description="قارب عند الفجر",
        credit="المرصد",
        file=ContentFile(picture_bytes(size=(1600, 900)), name="bank.jpg"),
    )
    make(image)
    return image
