"""What a picture costs: coming in, each of its sizes, and finding what looks like it among 100,000."""

import random
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image as Pillow
from wagtail.images.models import Filter

from warraq.media import likeness, renditions, uploads
from warraq.media.models import Fingerprint, Image

SIZES = {"a camera's picture, 6000 × 4000": (6000, 4000), "a picture of the web, 1600 × 1067": (1600, 1067)}
TURNS = (Pillow.Transpose.FLIP_LEFT_RIGHT, Pillow.Transpose.FLIP_TOP_BOTTOM, Pillow.Transpose.ROTATE_180)
MANY, ASKED = 100_000, 200


def measure_pictures(say: Callable[[str], None]) -> None:
    """CPU seconds and kilobytes; keeps nothing."""
    for name, size in SIZES.items():
        _measure_sizes(name, _photograph(size), say)
    _measure_likeness(say)


def _photograph(size: tuple[int, int]) -> bytes:
    """Shapes with the grain of a sensor: neither as easy as a drawing nor as hard as noise alone."""
    large = Pillow.effect_noise((48, 32), 120).resize(size, Pillow.Resampling.BICUBIC)
    grain = Pillow.effect_noise(size, 14)
    bands = [Pillow.blend(large.transpose(turn), grain, 0.2) for turn in TURNS]
    out = BytesIO()
    Pillow.merge("RGB", bands).save(out, "JPEG", quality=92)
    return out.getvalue()


def _measure_sizes(name: str, data: bytes, say: Callable[[str], None]) -> None:
    say(f"{name}: {len(data) / 1000:,.0f} kB")
    seconds, clean = _timed(lambda: uploads.reencode(SimpleUploadedFile("photograph.jpg", data)))
    say(f"  {'decoded and written anew':<34}{seconds:>7.2f} s{clean.size / 1000:>9,.0f} kB")
    seconds, _sample = _timed(lambda: likeness.fingerprint(likeness.sample_of(clean)))
    say(f"  {'its fingerprint':<34}{seconds:>7.2f} s")
    with TemporaryDirectory() as folder:
        _measure_each(_image(FileSystemStorage(folder), clean.read()), say)


def _image(storage: FileSystemStorage, data: bytes) -> Image:
    """A picture that no database knows."""
    with Pillow.open(BytesIO(data)) as picture:
        width, height = picture.size
    # Without a collection named, the model would ask the database for the first one.
    image = Image(width=width, height=height, collection_id=None)
    image.file.name = storage.save("photograph.jpg", ContentFile(data))
    image.file.storage = storage
    return image


def _measure_each(image: Image, say: Callable[[str], None]) -> None:
    for label, wanted in (
        ("what pages need first", renditions.at_once(image)),
        ("AVIF", renditions.specs(image, renditions.IN_BACKGROUND)),
    ):
        start, weight = time.process_time(), 0
        with renditions.read_once(image):
            say(f"  {'decoded once for all widths':<34}{time.process_time() - start:>7.2f} s")
            for spec in wanted:
                seconds, size = _timed(partial(_size_of, image, spec))
                say(f"    {spec:<32}{seconds:>7.2f} s{size / 1000:>9,.0f} kB")
                weight += size
        say(f"  {label:<34}{time.process_time() - start:>7.2f} s{weight / 1000:>9,.0f} kB")


def _size_of(image: Image, spec: str) -> int:
    """Bytes of a rendition, made as the site makes it."""
    return image.generate_rendition_file(Filter(spec)).size


def _measure_likeness(say: Callable[[str], None]) -> None:
    chance = random.Random(861)
    first = (Image.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    with transaction.atomic():
        Fingerprint.objects.bulk_create(
            (Fingerprint(image_id=first + number, **_parts(chance.getrandbits(64))) for number in range(MANY)),
            batch_size=5_000,
        )
        took = sorted(_wall(lambda: likeness.near(Image(pk=first + chance.randrange(MANY)))) for _ in range(ASKED))
        # They belong to no picture: nobody may ever see them.
        transaction.set_rollback(True)
    usual, slow = 1000 * took[ASKED // 2], 1000 * took[-1 - ASKED // 100]
    say(f"what looks like a picture among {MANY:,}: {usual:.1f} ms, 99 of 100 within {slow:.1f} ms")


def _parts(bits: int) -> dict[str, int]:
    return dict(zip(likeness.PARTS, likeness.parts(bits), strict=True))


def _timed(deed: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    found = deed()
    return time.process_time() - start, found


def _wall(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start
