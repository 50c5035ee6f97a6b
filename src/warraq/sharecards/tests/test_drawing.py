"""Cards as pictures: their size, what stands where, what becomes of a picture that cannot be read."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from warraq.sharecards.cropping import crop
from warraq.sharecards.drawing import MARGIN, PAPER, PHOTO_WIDTH, draw
from warraq.sharecards.face import HEIGHT, WIDTH, CardFace, Photo

FACE = CardFace(
    headline="منسوب النهر يعود إلى معدله",
    label="أخبار",
    date="الثلاثاء 28 محرم 1445 · 15 آب/أغسطس 2023",
    site="الضفاف",
    language="ar",
    direction="rtl",
)
ENGLISH = replace(FACE, headline="The river is back", label="News", site="The Banks", language="en", direction="ltr")
WITH_PHOTO = replace(FACE, photo=Photo("bank.jpg", 900, 600, (0.5, 0.5)))


def photo(colour: str = "#204060", kind: str = "JPEG", mode: str = "RGB") -> BytesIO:
    out = BytesIO()
    Image.new(mode, (900, 600), colour).save(out, kind)
    out.seek(0)
    return out


def card(face: CardFace, file: BytesIO | None = None) -> Image.Image:
    data = draw(face, file)
    assert data.startswith(b"\xff\xd8")
    picture = Image.open(BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))
    return picture.convert("RGB")


def is_paper(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = picture.crop(box)
    difference = ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).convert("L")
    return difference.getextrema()[1] < 24  # JPEG rings a little around letters


def is_like(picture: Image.Image, point: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(picture.getpixel(point), colour, strict=True))


def test_the_picture_stands_where_reading_ends():
    blue = (0x20, 0x40, 0x60)
    assert is_like(card(WITH_PHOTO, photo()), (20, 300), blue)
    assert is_like(card(replace(ENGLISH, photo=WITH_PHOTO.photo), photo()), (WIDTH - 20, 300), blue)


@pytest.mark.parametrize(
    "headline",
    ["نعم", "اللَّهُمَّ صَلِّ عَلَى مُحَمَّدٍ " * 6, "Antonio Guterres (نيويورك) و«سدّ النهضة» 1701 " * 9, "W" * 300, "gjpqy" * 90],
)
def test_no_text_reaches_the_margins(headline):
    rtl = card(replace(WITH_PHOTO, headline=headline), photo())
    assert is_paper(rtl, (PHOTO_WIDTH + 8, 0, PHOTO_WIDTH + MARGIN - 8, HEIGHT))
    assert is_paper(rtl, (WIDTH - MARGIN + 8, 0, WIDTH - 22, HEIGHT))
    assert is_paper(rtl, (PHOTO_WIDTH + 8, HEIGHT - 30, WIDTH - 22, HEIGHT))
    ltr = card(replace(ENGLISH, headline=headline, photo=WITH_PHOTO.photo), photo())
    assert is_paper(ltr, (22, 0, MARGIN - 8, HEIGHT))
    assert is_paper(ltr, (WIDTH - PHOTO_WIDTH - MARGIN + 8, 0, WIDTH - PHOTO_WIDTH - 8, HEIGHT))


def test_without_a_picture_the_words_have_the_whole_card():
    assert is_paper(card(replace(FACE, headline="")), (WIDTH // 2, 150, WIDTH - MARGIN, 480))
    assert not is_paper(card(replace(FACE, headline="منسوب النهر " * 9)), (MARGIN, 150, PHOTO_WIDTH, 480))


@pytest.mark.parametrize("broken", [b"", b"no picture", photo().getvalue()[:400]])
def test_a_picture_that_cannot_be_read_is_left_out(broken):
    assert draw(WITH_PHOTO, BytesIO(broken)) == draw(replace(WITH_PHOTO, photo=None))


@pytest.mark.parametrize(
    ("kind", "mode", "colour"), [("PNG", "RGBA", "#20406000"), ("PNG", "L", "gray"), ("PNG", "P", 0)]
)
def test_pictures_of_every_mode_are_drawn(kind, mode, colour):
    card(WITH_PHOTO, photo(colour, kind, mode))


def test_a_film_is_told_from_a_picture():
    assert draw(WITH_PHOTO, photo()) != draw(replace(WITH_PHOTO, is_film=True), photo())


def test_the_same_face_is_the_same_file_and_another_word_another_one():
    assert draw(FACE) == draw(FACE)
    assert FACE.digest() == replace(FACE).digest() != replace(FACE, date="").digest()


@given(
    st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    st.tuples(st.integers(1, 2000), st.integers(1, 2000)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_crop_lies_inside_the_picture_and_has_the_frames_shape(size, frame, focus):
    left, upper, right, lower = crop(size, frame, focus)
    assert -1e-6 <= left < right <= size[0] + 1e-6
    assert -1e-6 <= upper < lower <= size[1] + 1e-6
    assert (right - left) / (lower - upper) == pytest.approx(frame[0] / frame[1])


@given(st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_the_focus_is_always_in_the_crop(focus):
    left, upper, right, lower = crop((1600, 900), (470, 630), focus)
    assert left - 1e-6 <= focus[0] * 1600 <= right + 1e-6
    assert upper - 1e-6 <= focus[1] * 900 <= lower + 1e-6
