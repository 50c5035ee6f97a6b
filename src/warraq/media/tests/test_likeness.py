"""Pictures that look alike are found among all others; those that do not are left in peace."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageDraw, ImageEnhance

from warraq import testing
from warraq.media import likeness
from warraq.media.models import Fingerprint, Image

BITS = st.integers(0, 2**64 - 1)


def scene(seed: int, size: tuple[int, int] = (600, 400)) -> Pillow.Image:
    """A picture of large shapes; another seed is another picture."""
    picture = Pillow.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for number in range(7):
        x, y = (seed * 97 + number * 173) % size[0], (seed * 61 + number * 119) % size[1]
        shade = (seed * 53 + number * 71) % 256
        draw.ellipse((x - 90, y - 70, x + 90, y + 70), fill=(shade, 255 - shade, shade // 2))
    return picture


def kept(picture: Pillow.Image, kind: str = "JPEG", **options: int) -> Image:
    out = BytesIO()
    picture.save(out, kind, **options)
    return Image.objects.create(title="صورة", file=ContentFile(out.getvalue(), name=f"scene.{kind.lower()}"))


@given(BITS)
def test_the_parts_of_a_fingerprint_make_it_whole_again(bits):
    assert likeness.joined(likeness.parts(bits)) == bits


@given(BITS, st.sets(st.integers(0, 63), max_size=likeness.NEAR))
def test_what_differs_in_few_bits_has_a_part_that_is_looked_up(bits, changed):
    other = bits
    for bit in changed:
        other ^= 1 << bit
    pairs = zip(likeness.parts(bits), likeness.parts(other), strict=True)
    assert any(likeness.distance(one, two) <= 1 for one, two in pairs)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda picture: picture.resize((240, 160)),
        lambda picture: ImageEnhance.Brightness(picture).enhance(1.15),
        lambda picture: picture.crop((6, 4, 594, 396)),
        lambda picture: picture.convert("L"),
    ],
    ids=["smaller", "lighter", "cut", "grey"],
)
def test_a_picture_is_found_whatever_was_done_to_it(change):
    first, other = kept(scene(3)), kept(scene(8))
    again = kept(change(scene(3)), quality=40)
    assert likeness.near(again) == [first]
    assert likeness.near(other) == []


@pytest.mark.django_db
def test_the_nearest_stands_first_and_only_what_one_may_see_is_named():
    same, lighter = kept(scene(3)), kept(ImageEnhance.Brightness(scene(3)).enhance(1.4))
    again = kept(scene(3), "PNG")
    assert likeness.near(again)[0] == same
    assert likeness.near(again, Image.objects.filter(pk=lighter.pk)) in ([lighter], [])
    assert likeness.near(again, Image.objects.none()) == []


@pytest.mark.django_db
def test_a_picture_of_one_grey_is_like_no_other():
    white, other = kept(Pillow.new("RGB", (90, 60), "white")), kept(Pillow.new("RGB", (90, 60), "#f8f8f8"))
    assert likeness.near(white) == likeness.near(other) == []


@pytest.mark.django_db
def test_another_file_has_another_fingerprint():
    image = kept(scene(3))
    before = image.fingerprint.bits
    image.file = ContentFile(testing.picture_bytes(size=(600, 400)), name="other.jpg")
    image.save()
    assert Fingerprint.objects.get(pk=image.pk).bits != before
    image.delete()
    assert not Fingerprint.objects.exists()


@pytest.mark.django_db
def test_it_is_asked_in_one_query_for_the_fingerprint_and_one_for_its_like(django_assert_num_queries):
    kept(scene(3))
    again = kept(scene(3))
    with django_assert_num_queries(3):
        assert likeness.near(again)
