"""A defence that has seen nothing yet, and forms that are old enough to be sent."""

import pytest

from warraq.testing import make_story

from .. import tickets, waiting
from ..arrivals import ARRIVALS
from ..sameness import OVERDONE_TEXTS
from ..words import LISTS


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    monkeypatch.setattr(tickets, "EARLIEST", 0)
    monkeypatch.setattr("warraq.comments.defence.arrivals.TOLD_EVERY", 0)
    for part in (ARRIVALS, LISTS, OVERDONE_TEXTS, waiting):
        part.forget()


@pytest.fixture
def story(section):
    return make_story(section)
