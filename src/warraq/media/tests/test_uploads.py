"""However a file comes in: what is not a picture or document is refused in Arabic, what is kept is clean."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from warraq.media.models import Document, Image
from warraq.testing import picture_bytes

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PAGE = b"<!doctype html><script>alert(1)</script>"


def bomb() -> bytes:
    """A small PNG whose header says that it is 20,000 pixels wide and high."""
    small = picture_bytes("PNG", (8, 8))
    header = b"IHDR" + struct.pack(">II", 20_000, 20_000) + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


def many_frames() -> bytes:
    out = BytesIO()
    frames = [Pillow.new("P", (2, 2), number % 7) for number in range(260)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], optimize=False)
    return out.getvalue()


def with_exif(**tags: int) -> bytes:
    """A wide picture whose camera was held on its side, taken at a place."""
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of a reporter"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (33.0, 53.0, 0.0)
    return picture_bytes(size=(64, 32), exif=exif)


BROKEN = {
    "a broken GIF": ("broken.gif", b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)"),
    "a JPEG cut short": ("cut.jpg", picture_bytes(size=(400, 300))[:3000]),
    "an SVG": ("drawing.svg", SVG),
    "an SVG named PNG": ("drawing.png", SVG),
    "a page named JPEG": ("page.jpg", PAGE),
    "a JPEG named PNG": ("photo.png", picture_bytes()),
    "a bomb": ("bomb.png", bomb()),
    "an endless animation": ("film.gif", many_frames()),
    "an empty file": ("empty.jpg", b""),
}
ARABIC = set("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


def upload_many(client, file):
    return client.post(reverse("wagtailimages:add_multiple"), {"title": "صورة", "files[]": file})


def upload_one(client, file):
    return client.post(reverse("wagtailimages:add"), {"title": "صورة", "file": file, "collection": 1})


def upload_in_chooser(client, file):
    data = {"image-chooser-upload-title": "صورة", "image-chooser-upload-file": file}
    return client.post(reverse("wagtailimages_chooser:create"), data | {"image-chooser-upload-collection": 1})


def refusal(response) -> str:
    """The reason an editor reads, wherever this road puts it."""
    if "json" in response.headers["Content-Type"] and "error_message" in response.json():
        return response.json()["error_message"]
    return " ".join(response.context["form"].errors["file"])


@pytest.mark.parametrize("road", [upload_many, upload_one, upload_in_chooser])
@pytest.mark.parametrize(("name", "content"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_not_a_whole_picture_is_refused_in_arabic(newsroom, road, name, content):
    response = road(newsroom, SimpleUploadedFile(name, content))
    assert response.status_code < 500
    assert ARABIC & set(refusal(response))
    assert not Image.objects.exists()


@pytest.mark.parametrize("road", [upload_many, upload_one, upload_in_chooser])
def test_a_picture_comes_in(newsroom, road):
    response = road(newsroom, SimpleUploadedFile("photo.jpg", picture_bytes(), "image/jpeg"))
    assert response.status_code in (200, 302)
    assert Image.objects.get().width == 64


def test_a_huge_file_is_refused_before_it_is_decoded(newsroom, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 500
    response = upload_one(newsroom, SimpleUploadedFile("photo.jpg", picture_bytes()))
    assert ARABIC & set(refusal(response))
    assert not Image.objects.exists()


def kept(client, content, name="photo.jpg") -> bytes:
    upload_many(client, SimpleUploadedFile(name, content))
    with Image.objects.get().file.open("rb") as file:
        return file.read()


def test_what_hangs_behind_a_picture_is_gone(newsroom):
    assert b"script" not in kept(newsroom, picture_bytes() + PAGE)


def test_the_place_and_the_camera_are_gone(newsroom):
    data = kept(newsroom, with_exif())
    assert b"Camera of a reporter" not in data
    with Pillow.open(BytesIO(data)) as picture:
        assert not picture.getexif()


def test_a_picture_taken_sideways_stands_upright(newsroom):
    kept(newsroom, with_exif())
    image = Image.objects.get()
    assert (image.width, image.height) == (32, 64)


def test_a_comment_in_a_png_is_gone(newsroom):
    out = BytesIO()
    notes = PngInfo()
    notes.add_text("Comment", "written by a camera")
    Pillow.new("RGB", (8, 8)).save(out, "PNG", pnginfo=notes)
    assert b"written by a camera" not in kept(newsroom, out.getvalue(), "photo.png")


def test_an_animation_keeps_its_frames(newsroom):
    out = BytesIO()
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=80)
    with Pillow.open(BytesIO(kept(newsroom, out.getvalue(), "film.gif"))) as film:
        assert film.n_frames == 3


def test_transparency_stays(newsroom):
    out = BytesIO()
    Pillow.new("RGBA", (8, 8), (255, 0, 0, 0)).save(out, "PNG")
    with Pillow.open(BytesIO(kept(newsroom, out.getvalue(), "photo.png"))) as picture:
        assert picture.convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["P", "LA", "CMYK", "I;16"])
def test_pictures_of_unusual_kinds_come_in(newsroom, mode):
    kind, name = ("JPEG", "photo.jpg") if mode == "CMYK" else ("PNG", "photo.png")
    out = BytesIO()
    Pillow.new(mode, (8, 8)).save(out, kind)
    assert kept(newsroom, out.getvalue(), name)


# --- documents ---


def upload_document(client, name, content):
    data = {"title": "ملف", "file": SimpleUploadedFile(name, content), "collection": 1}
    return client.post(reverse("wagtaildocs:add"), data)


@pytest.mark.parametrize("content", [PAGE, b"\xef\xbb\xbf  <HTML>", SVG, b'<?xml version="1.0"?><svg/>'])
def test_a_page_under_another_name_is_no_document(newsroom, content):
    response = upload_document(newsroom, "report.txt", content)
    assert ARABIC & set(refusal(response))
    assert not Document.objects.exists()


def test_a_document_of_an_unknown_kind_is_refused(newsroom):
    assert ARABIC & set(refusal(upload_document(newsroom, "page.html", PAGE)))


def test_a_document_comes_in_and_is_offered_for_download(newsroom, client):
    assert upload_document(newsroom, "report.pdf", b"%PDF-1.7 ...").status_code == 302
    response = client.get(Document.objects.get().file.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
