"""What a picture costs is measured, and nothing of it is kept."""

import pytest

from warraq.media.models import Fingerprint, Image
from warraq.operations.measuring import pictures


@pytest.mark.django_db
def test_seconds_and_bytes_are_said_and_nothing_stays(monkeypatch):
    monkeypatch.setattr(pictures, "SIZES", {"a small picture": (700, 500)})
    monkeypatch.setattr(pictures, "MANY", 300)
    monkeypatch.setattr(pictures, "ASKED", 5)
    said: list[str] = []
    pictures.measure_pictures(said.append)
    text = "\n".join(said)
    assert "width-640|format-avif" in text
    assert "among 300" in text
    assert not Image.objects.exists()
    assert not Fingerprint.objects.exists()
