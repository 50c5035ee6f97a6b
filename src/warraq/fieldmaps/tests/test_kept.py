"""Drawings are made once and used until something they show is another."""

from pathlib import Path

import pytest
from django.core.cache import caches

from warraq.fieldmaps import kept
from warraq.fieldmaps.models import BorderStyle, FieldMapPage, MapArea, MapLayer
from warraq.testing import make_event, make_map

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    place = {"LOCATION": str(tmp_path / "drawings")}
    settings.CACHES = settings.CACHES | {"drawings": settings.CACHES["drawings"] | place}
    return tmp_path / "drawings"


@pytest.fixture
def drawings(monkeypatch):
    """The maps that were drawn."""
    made, draw = [], kept.drawn
    monkeypatch.setattr(kept, "drawn", lambda page, *more: made.append(page) or draw(page, *more))
    return made


def shown(page, is_whole=False):
    return kept.kept(FieldMapPage.objects.get(pk=page.pk), is_whole, "map")


def test_a_map_is_drawn_once_for_all_who_show_it_alike(drawings):
    page = make_map()
    assert shown(page) == shown(page)
    assert len(drawings) == 1
    shown(page, is_whole=True)
    assert len(drawings) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"title": "عنوان آخر"},
        {"countries": "IQ"},
        {"shows_cities": False},
        {"events": [make_event("حلب")]},
        {"layers": [MapLayer(name="رصد", colour="red")]},
        {"areas": [MapArea(name="م", parts="نينوى")]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_map_is_drawn_when_something_it_shows_has_changed(drawings, change):
    page = make_map()
    shown(page)
    for name, value in change.items():
        setattr(page, name, value)
    page.save_revision().publish()
    shown(page)
    assert len(drawings) == 2


def test_a_border_drawn_otherwise_makes_another_map(drawings):
    page = make_map(countries="SD SS")
    before = shown(page)
    BorderStyle.objects.create(border="SD-SS", style="hidden")
    assert shown(page).sheet != before.sheet


def test_a_file_that_is_broken_or_gone_is_drawn_again(drawings, nothing_kept):
    page = make_map()
    before = shown(page)
    for file in Path(nothing_kept).iterdir():
        file.write_bytes(b"broken")
    assert shown(page) == before
    caches["drawings"].clear()
    assert shown(page) == before
    assert len(drawings) == 3


def test_a_full_disk_keeps_nobody_from_a_map(monkeypatch):
    page = make_map()

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(caches["drawings"]), "set", full)
    assert "<svg" in shown(page).sheet
