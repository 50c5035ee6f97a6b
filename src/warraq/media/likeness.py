"""Pictures that look alike: cut down, compressed again, a little lighter; found among all others by one query.

The fingerprint is Krawetz's difference hash (www.hackerfactor.com/blog, “Kind of Like That”): of a picture of 9 × 8
greys, whether each is lighter than its neighbour. It is kept in four parts, each with an index. Two fingerprints that
differ in at most seven bits have a part in which they differ in at most one, so looking each part up with its sixteen
neighbours misses none (Norouzi, Punjani and Fleet, “Fast Search in Hamming Space with Multi-Index Hashing”, 2012).
"""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from PIL import Image as Pillow

from . import tones

NEAR = 7  # bits of 64
PARTS = ("first", "second", "third", "fourth")
_BITS = 16
_SAMPLE = (144, 144)  # pixels; JPEGs are decoded no larger than a few times this
_FLAT = 24  # greys between the darkest and the lightest; below that neighbours differ by noise


def sample_of(file: Any) -> Pillow.Image | None:
    """A small copy of a picture, shrunk while it is decoded; None where it cannot be read."""
    try:
        file.seek(0)
        with Pillow.open(file) as picture:
            picture.draft(None, _SAMPLE)
            picture.load()
            if picture.mode not in ("RGB", "RGBA", "L"):
                picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            return picture.resize(_SAMPLE, Pillow.Resampling.BOX, reducing_gap=3.0)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError):
        return None
    finally:
        if not file.closed:
            file.seek(0)


def tone_of(sample: Pillow.Image | None) -> str:
    return "" if sample is None else tones.tone_of(sample)


def fingerprint(sample: Pillow.Image) -> int | None:
    """64 bits; None for a picture of nearly one grey, which would look like every other such."""
    grey = sample.convert("L").resize((9, 8), Pillow.Resampling.LANCZOS)
    darkest, lightest = grey.getextrema()
    if lightest - darkest < _FLAT:
        return None
    pixels, bits = grey.load(), 0
    for y in range(8):
        for x in range(8):
            bits = bits << 1 | (pixels[x, y] < pixels[x + 1, y])
    return bits


def parts(bits: int) -> tuple[int, ...]:
    """Four numbers of 16 bits, the highest first."""
    return tuple(bits >> shift & 0xFFFF for shift in (48, 32, 16, 0))


def joined(numbers: tuple[int, ...]) -> int:
    first, second, third, fourth = numbers
    return first << 48 | second << 32 | third << 16 | fourth


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits they differ."""
    return (one ^ other).bit_count()


def keep(image: Any, sample: Pillow.Image | None) -> None:
    """Write a picture's fingerprint down in the place of that of a file it had before."""
    bits = None if sample is None else fingerprint(sample)
    numbers = [None] * len(PARTS) if bits is None else parts(bits)
    rows = apps.get_model("media", "Fingerprint").objects
    rows.update_or_create(image=image, defaults=dict(zip(PARTS, numbers, strict=True)))


def is_known(image: Any) -> bool:
    """Has its file been looked at?"""
    return apps.get_model("media", "Fingerprint").objects.filter(pk=image.pk).exists()


def ensure(image: Any) -> None:
    """A fingerprint and a tone for a picture that came in without either."""
    if is_known(image):
        return
    with image.open_file() as file:
        sample = sample_of(file)
    keep(image, sample)
    if not image.tone and (tone := tone_of(sample)):
        image.tone = tone
        type(image).objects.filter(pk=image.pk).update(tone=tone)


def near(image: Any, among: QuerySet | None = None, limit: int = 6) -> list[Any]:
    """Other pictures that look like this one, the nearest first; `among` narrows to what somebody may see."""
    rows = apps.get_model("media", "Fingerprint").objects
    bits = next((row.bits for row in rows.filter(pk=image.pk)), None)
    if bits is None:
        return []
    wanted = Q()
    for name, number in zip(PARTS, parts(bits), strict=True):
        wanted |= Q(**{f"{name}__in": [number, *(number ^ 1 << bit for bit in range(_BITS))]})
    found = rows.filter(wanted).exclude(pk=image.pk).values_list("pk", *PARTS)
    distances = {pk: far for pk, *numbers in found if (far := distance(bits, joined(tuple(numbers)))) <= NEAR}
    # The nearest of very many that are alike; a query takes so many numbers.
    nearest = sorted(distances, key=lambda pk: (distances[pk], -pk))[:500]
    images = type(image).objects.all() if among is None else among
    by_number = images.in_bulk(nearest)
    return [by_number[pk] for pk in nearest if pk in by_number][:limit]
