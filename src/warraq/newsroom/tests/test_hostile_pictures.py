"""Whatever is sent as a picture, by every road: no error of ours, and nothing kept but pictures."""

import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from warraq import testing
from warraq.media.models import Image
from warraq.media.tests.test_uploads import BROKEN

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(document.domain)</script>"
PLAIN = testing.picture_bytes(size=(80, 60))


def written(kind: str, mode: str = "RGB", **options) -> bytes:
    out = BytesIO()
    Pillow.linear_gradient("L").resize((80, 60)).convert(mode).save(out, kind, **options)
    return out.getvalue()


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(name: bytes, data: bytes) -> bytes:
    """A PNG with a further chunk behind its header."""
    plain = testing.picture_bytes("PNG", (80, 60))
    return plain[:33] + png_chunk(name, data) + plain[33:]


def header_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large."""
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + b"\0" * 40


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return out.getvalue()


def noted() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", SCRIPT.decode(), zip=True)
    return written("PNG", pnginfo=notes)


BOMB = zlib.compress(b"\0" * 80_000_000, 9)
CORPUS: dict[str, tuple[str, bytes]] = BROKEN | {
    "a page behind a JPEG": ("page.jpg", PLAIN + SCRIPT),
    "an archive behind a JPEG": ("archive.jpg", PLAIN + zipped()),
    "a script in a JPEG's comment": ("comment.jpg", written("JPEG", comment=SCRIPT)),
    "a script in a JPEG's header": (
        "header.jpg",
        PLAIN[:2] + b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT + PLAIN[2:],
    ),
    "a script in XMP": ("xmp.webp", written("WEBP", xmp=SCRIPT)),
    "a script in a PNG's text": ("text.png", noted()),
    "a GIF that is a script": ("script.gif", b"GIF89a=1;" + SCRIPT),
    "a page behind a GIF": ("page.gif", written("GIF", "P") + SCRIPT),
    "a bomb in a PNG's text": ("text-bomb.png", png_with(b"zTXt", b"Comment\0\0" + BOMB)),
    "a bomb in a PNG's profile": ("profile-bomb.png", png_with(b"iCCP", b"icc\0\0" + BOMB)),
    "a bomb of one row": ("row.png", header_of(2_000_000_000, 1)),
    "a picture without width": ("none.png", header_of(0, 0)),
    "a JPEG 65,535 pixels wide": ("wide.jpg", PLAIN.replace(struct.pack(">HH", 60, 80), b"\xff\xff\xff\xff", 1)),
    "half a WebP": ("half.webp", written("WEBP")[:-60]),
    "half an AVIF": ("half.avif", written("AVIF")[:-90]),
    "an AVIF of nothing": ("nothing.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 64),
    "a TIFF named JPEG": ("tiff.jpg", written("TIFF")),
    "a BMP named PNG": ("bitmap.png", written("BMP")),
    "an icon named PNG": ("icon.png", written("ICO")),
    "PostScript named PNG": ("post.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"),
    "a PDF named JPEG": ("paper.jpg", b"%PDF-1.7\n" + SCRIPT),
    "a packed SVG": ("packed.svgz", gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")),
    "a path as its name": ("../../../etc/cron.d/photo.jpg", PLAIN),
    "a program as its name": ("shell.php.jpg", PLAIN),
    "a page as its name": ("page.html", PLAIN),
    "a name that turns round": ("photo\u202egpj.exe", PLAIN),
    "a very long name": ("ص" * 250 + ".jpg", PLAIN),
    "no name but an ending": (".jpg", PLAIN),
    "markup as its name": ("<img src=x onerror=alert(1)>.jpg", PLAIN),
    "zeros": ("zeros.png", b"\0" * 5000),
}


def many(client, file):
    return client.post(reverse("wagtailimages:add_multiple"), {"title": "صورة", "files[]": file})


def many_with_a_title_that_is_refused(client, file):
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": "ص" * 300, "files[]": file})
    if number := answer.json().get("uploaded_file_id"):
        address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
        return client.post(address, {f"uploaded-image-{number}-title": "ص", f"uploaded-image-{number}-collection": 1})
    return answer


def one(client, file):
    return client.post(reverse("wagtailimages:add"), {"title": "صورة", "file": file, "collection": 1})


def in_the_place_of_another(client, file):
    image = testing.make_image()
    data = {"title": "صورة", "file": file, "collection": 1}
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), data)


def in_the_chooser(client, file):
    data = {"image-chooser-upload-title": "صورة", "image-chooser-upload-file": file}
    return client.post(reverse("wagtailimages_chooser:create"), data | {"image-chooser-upload-collection": 1})


ROADS: list[Callable] = [many, many_with_a_title_that_is_refused, one, in_the_place_of_another, in_the_chooser]


def kept(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("road", ROADS)
def test_nothing_is_kept_but_pictures_and_nothing_breaks(newsroom, client, road, settings):
    for name, (file_name, content) in CORPUS.items():
        response = road(newsroom, SimpleUploadedFile(file_name, content))
        assert response.status_code < 500, name
        assert "onerror=alert" not in response.headers.get("Location", ""), name
    root = Path(settings.MEDIA_ROOT)
    paths = list(kept(root))
    assert paths
    for path in paths:
        data = path.read_bytes()
        assert b"alert(" not in data, path.name
        assert b"index.html" not in data, path.name
        with Pillow.open(BytesIO(data)) as picture:
            picture.load()
        answer = client.get(f"{settings.MEDIA_URL}{path.relative_to(root)}")
        assert answer.headers["Content-Type"].startswith("image/"), path.name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_every_page_of_the_library_answers_afterwards(newsroom):
    for file_name, content in CORPUS.values():
        many(newsroom, SimpleUploadedFile(file_name, content))
    assert newsroom.get(reverse("wagtailimages:index")).status_code == 200
    for image in Image.objects.all():
        assert newsroom.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
