"""Pictures in the newsroom, in a real browser: pasted, dropped, many at once; cuts that follow the focal point."""

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .chromium import DESKTOP, PHONE, Visit
from .newsroom import Newsroom

UPLOAD = "/newsroom/images/multiple/add/"
PASTE = """data => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], 'image.jpg', {type: 'image/jpeg'}));
  document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true, cancelable: true}));
}"""


def noise(size: tuple[int, int] = (360, 240)) -> bytes:
    """A picture like no other, in this run or one before."""
    out = BytesIO()
    small = Image.frombytes("L", (9, 8), os.urandom(72)).resize(size, Image.Resampling.BICUBIC)
    small.convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Iterator[Page]:
    window = visit(**DESKTOP)
    Newsroom(window).sign_in()
    yield window.page
    # Wagtail's own scripts are not asked for what they log.
    assert window.strangers == []


def rows(page: Page):
    return page.locator("#upload-list > li")


def test_a_pasted_picture_comes_in_and_is_called_after_its_moment(desk: Page):
    desk.goto(UPLOAD)
    desk.evaluate(PASTE, b64encode(noise()).decode())
    expect(rows(desk)).to_have_count(1)
    expect(rows(desk).get_by_role("textbox", name="العنوان")).to_have_value(re.compile(r"^20\d\d-\d\d-\d\d \d\d:\d\d$"))


def test_a_picture_can_be_dropped(desk: Page, tmp_path):
    file = tmp_path / "heron.jpg"
    file.write_bytes(noise())
    desk.goto(UPLOAD)
    box = desk.locator(".drop-zone").bounding_box()
    session = desk.context.new_cdp_session(desk)
    at = {"x": box["x"] + 20, "y": box["y"] + 20}
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "data": data} | at)
    expect(rows(desk)).to_have_count(1)
    expect(rows(desk).get_by_role("textbox", name="العنوان")).to_have_value("heron")


def test_a_phone_offers_its_camera(visit: Callable[..., Visit]):
    window = visit(**PHONE)
    Newsroom(window).sign_in()
    page = window.open(UPLOAD)
    expect(page.get_by_text("التقط صورة")).to_be_visible()
    page.set_input_files("[data-pictures-camera]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": noise()})
    expect(page.locator("li.upload-success, li.upload-duplicate")).to_have_count(1)


def test_many_come_in_at_once_and_a_broken_one_says_why(desk: Page):
    desk.goto(UPLOAD)
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": noise()} for n in (31, 32)]
    files.append({"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"})
    desk.set_input_files("#fileupload", files)
    expect(rows(desk).locator("[aria-valuenow='100']").or_(desk.locator("li.upload-complete")).first).to_be_attached()
    expect(desk.locator("li.upload-complete")).to_have_count(3)
    expect(desk.locator("li.upload-success, li.upload-duplicate")).to_have_count(2)
    expect(desk.locator("li.upload-failure")).to_contain_text("ليس صورة")


def test_what_looks_like_another_is_asked_about_and_can_be_deleted(desk: Page):
    desk.goto(UPLOAD)
    first = noise((500, 330))
    for number, data in enumerate((first, _smaller_of(first)), start=1):
        desk.set_input_files("#fileupload", [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data}])
        expect(desk.locator("li.upload-complete")).to_have_count(number)
    row = rows(desk).nth(1)
    expect(row).to_contain_text("تشبه الصورة الجديدة")
    row.get_by_role("link", name="احذف الجديدة").click()
    expect(rows(desk)).to_have_count(1)


def _smaller_of(data: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        picture.resize((250, 165)).save(out, "JPEG", quality=70)
    return out.getvalue()


def test_every_cut_follows_the_focal_point_while_it_is_drawn(desk: Page):
    desk.goto("/newsroom/images/")
    desk.locator("a.image-choice").last.click()
    frames = desk.locator(".pictures-frames img")
    expect(frames).to_have_count(6)
    square = desk.locator(".pictures-frames__square img")
    expect(square).to_have_css("object-position", "50% 50%")
    box = desk.locator(".focal-point-chooser").bounding_box()
    desk.mouse.move(box["x"] + 8, box["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 60, box["y"] + 50, steps=4)
    desk.mouse.up()
    expect(square).to_have_css("object-position", "10% 10%")
    expect(desk.locator(".pictures-frames__share img")).to_have_css("object-position", "50% 0%")


def test_the_cuts_and_the_chooser_fit_one_screen(desk: Page):
    desk.goto("/newsroom/images/")
    desk.locator("a.image-choice").last.click()
    expect(desk.locator(".pictures-frames__share img")).to_be_in_viewport()
    expect(desk.locator(".focal-point-chooser")).to_be_in_viewport(ratio=0.7)
