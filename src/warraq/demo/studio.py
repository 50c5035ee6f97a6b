"""Draws pictures and films into a folder, in as many processes as the machine has processors."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import django
from PIL.Image import Image as Picture

from .reading import Video
from .shots import Shot

Size = tuple[int, int]
FRAMES_PER_SECOND = 20


@dataclass(frozen=True)
class Print:
    """A picture in its file, with its renditions by filter spec, also in files."""

    shot: Shot
    file: Path
    renditions: dict[str, Path]


@dataclass(frozen=True)
class Reel:
    """A film in its file."""

    video: Video
    file: Path


@dataclass(frozen=True)
class Studio:
    """How large everything becomes, and how many processes draw; with no worker, this one does."""

    sizes: dict[str, Size] = field(
        default_factory=lambda: {
            "large": (1600, 1067),
            "usual": (1200, 800),
            "column": (960, 640),
            "portrait": (640, 640),
            "film": (960, 540),
        }
    )
    longest_film: float = 60
    workers: int = os.cpu_count() or 1

    def produce(self, shots: Iterable[Shot], videos: Iterable[Video], folder: Path) -> Iterator[Print | Reel]:
        """Each piece as it becomes ready. Films first, for they take longest."""
        jobs: list[tuple[Callable, tuple]] = [
            (shoot, (video, self.sizes["film"], min(video.seconds, self.longest_film), folder)) for video in videos
        ]
        jobs += [(draw, (shot, self.sizes[shot.format], folder)) for shot in shots]
        if not self.workers:
            yield from (function(*arguments) for function, arguments in jobs)
            return
        # Started afresh rather than forked: a child must not inherit the parent's open database.
        with ProcessPoolExecutor(self.workers, get_context("spawn"), django.setup) as pool:
            yield from _as_ready(pool, jobs)


def _as_ready(pool: Executor, jobs: list[tuple[Callable, tuple]]) -> Iterator[Print | Reel]:
    futures: list[Future] = [pool.submit(function, *arguments) for function, arguments in jobs]
    try:
        yield from (future.result() for future in as_completed(futures))
    finally:
        for future in futures:
            future.cancel()


def draw(shot: Shot, size: Size, folder: Path) -> Print:
    """Draw one picture and make its renditions, while another process does the same for the next."""
    # Painters and models are wanted where pictures are drawn: in a child, after Django has been set up.
    from . import art, film  # noqa: PLC0415

    paint = film.poster if shot.painter == "frame" else art.draw
    image = paint(shot.picture.kind, shot.picture.seed, size).convert("RGB")
    file = folder / f"{shot.name}.jpg"
    image.save(file, "JPEG", quality=88)
    return Print(shot, file, _renditions(image, file))


def _renditions(drawing: Picture, file: Path) -> dict[str, Path]:
    """The files the site would make of this picture by itself, made by the same code."""
    from wagtail.images.models import Filter  # noqa: PLC0415

    from warraq.media import renditions  # noqa: PLC0415
    from warraq.media.models import Image  # noqa: PLC0415

    # Read nine times, so in the form that is quickest to read.
    source = BytesIO()
    drawing.save(source, "BMP")
    # Without a collection named, the model would ask the database for the first one.
    image = Image(width=drawing.width, height=drawing.height, collection_id=None)
    found = {}
    for spec in renditions.at_once(image):
        output = BytesIO()
        made = Filter(spec=spec).run(image, output, source=BytesIO(source.getvalue()))
        ending = made.format_name.replace("jpeg", "jpg")
        found[spec] = file.with_suffix(f".{spec.replace('|', '.')}.{ending}")
        found[spec].write_bytes(output.getvalue())
    return found


def shoot(video: Video, size: Size, seconds: float, folder: Path) -> Reel:
    from . import film  # noqa: PLC0415

    file = folder / f"{video.key}.mp4"
    film.write_film(file, video.kind, video.seed, seconds, size, FRAMES_PER_SECOND)
    return Reel(video, file)
