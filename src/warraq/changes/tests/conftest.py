from typing import Any

import pytest
from django.utils import timezone

from .readers import Clock


@pytest.fixture
def clock(monkeypatch: Any) -> Clock:
    """The only clock there is during the test."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock
