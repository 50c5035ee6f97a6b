"""An editor places an event by pointing at a map, in a real browser: by mouse, by keyboard, in a new row."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from .catalogue import Catalogue
from .chromium import DESKTOP, Visit
from .newsroom import Newsroom


@pytest.fixture
def desk(visit: Callable[..., Visit], catalogue: Catalogue) -> Newsroom:
    number = catalogue.first("map").path.split("/")[2]
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    newsroom.window.open(f"/newsroom/pages/{number}/edit/")
    return newsroom


@pytest.fixture
def row(desk: Newsroom) -> Locator:
    """A new event, which nobody has placed yet."""
    desk.main.get_by_role("button", name="إضافة حدث").click()
    return desk.main.locator("[data-inline-panel-child]:has([data-picker])").last


def sheet_of(row: Locator) -> Locator:
    row.get_by_role("button", name="حدّد على الخريطة").click()
    sheet = row.get_by_role("application")
    expect(sheet.locator("svg path").first).to_be_attached()
    return sheet


def values(row: Locator) -> tuple[float, float]:
    fields = (row.locator(f"input[name$={name}]") for name in ("longitude", "latitude"))
    return tuple(float(field.input_value() or "nan") for field in fields)


def test_a_click_places_the_event_where_the_map_shows_it(desk, row):
    sheet = sheet_of(row)
    expect(row.get_by_role("status")).to_have_text("لم يُحدد مكانه بعد")
    assert sheet.bounding_box()["width"] > 500
    box = sheet.locator("svg").bounding_box()
    sheet.locator("svg").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    # The middle of the demo's map of the Maghreb.
    longitude, latitude = values(row)
    assert longitude == pytest.approx(7.4, abs=0.3)
    assert latitude == pytest.approx(33.4, abs=0.3)
    pin = sheet.locator(".picker__pin").bounding_box()
    assert pin["x"] + pin["width"] / 2 == pytest.approx(box["x"] + box["width"] / 2, abs=3)
    desk.window.assert_nothing_amiss()


def test_the_mark_is_moved_and_the_map_comes_closer_by_keyboard(desk, row):
    sheet = sheet_of(row)
    expect(sheet).to_be_focused()
    sheet.press("ArrowRight")
    east = values(row)
    sheet.press("Shift+ArrowUp")
    assert values(row)[1] > east[1]
    drawn = sheet.locator("svg").evaluate_handle("svg => svg")
    sheet.press("+")
    desk.page.wait_for_function("svg => !svg.isConnected", arg=drawn)
    before = values(row)
    sheet.press("ArrowLeft")
    assert 0 < before[0] - values(row)[0] < 0.5 * 36.4 / 50
    sheet.press("Escape")
    expect(row.get_by_role("application")).to_have_count(0)
    expect(row.get_by_role("button", name="حدّد على الخريطة")).to_be_focused()


def test_a_drag_moves_the_map_and_not_the_mark(desk, row):
    sheet = sheet_of(row)
    drawn = sheet.locator("svg").evaluate_handle("svg => svg")
    box = sheet.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    desk.page.mouse.move(*middle)
    desk.page.mouse.down()
    desk.page.mouse.move(middle[0] - 120, middle[1] + 40, steps=4)
    desk.page.mouse.up()
    desk.page.wait_for_function("svg => !svg.isConnected", arg=drawn)
    expect(row.get_by_role("status")).to_have_text("لم يُحدد مكانه بعد")


def test_a_place_of_the_gazetteer_is_marked_on_the_open_map(desk, row):
    sheet = sheet_of(row)
    # Whatever role a field with offers has.
    place = row.locator("input[name$=place]")
    place.press_sequentially("تون")
    expect(desk.page.locator("datalist option[value=تونس]")).to_be_attached()
    place.press_sequentially("س")
    expect(row.locator("input[name$=longitude]")).not_to_have_value("")
    expect(sheet.locator(".picker__pin")).to_be_visible()
