"""Real films, made in a moment: a bright bar moves over grey, with a tone."""

import math
from array import array
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from tempfile import NamedTemporaryFile

import av
from PIL import Image, ImageDraw

RATE = 24_000


@cache
def film_bytes(
    seconds: float = 3,
    size: tuple[int, int] = (320, 180),
    kind: str = "mp4",
    video: str = "libx264",
    audio: str = "aac",
    frames: int = 10,
) -> bytes:
    """The bytes of a film; without sound where `audio` is empty, without pictures where `video` is."""
    # The index is put in front by reading the file again.
    with NamedTemporaryFile() as file:
        _write(file.name, seconds, size, kind, video, audio, frames)
        return file.read()


def _write(path: str, seconds: float, size: tuple[int, int], kind: str, video: str, audio: str, frames: int) -> None:
    options = {"movflags": "+faststart"} if kind in ("mp4", "mov") else {}
    with av.open(path, "w", format=kind, options=options) as container:
        pictures = container.add_stream(video, rate=frames) if video else None
        sounds = container.add_stream(audio, rate=RATE if audio == "aac" else 48_000, layout="mono") if audio else None
        if pictures:
            pictures.width, pictures.height, pictures.pix_fmt = *size, "yuv420p"
            for frame in _pictures(seconds, size, frames):
                container.mux(pictures.encode(frame))
            container.mux(pictures.encode(None))
        if sounds:
            for frame in _tone(seconds):
                container.mux(sounds.encode(frame))
            container.mux(sounds.encode(None))


def _pictures(seconds: float, size: tuple[int, int], frames: int) -> Iterator[av.VideoFrame]:
    count = round(seconds * frames)
    for number in range(count):
        image = Image.new("RGB", size, (90, 100, 110))
        at = size[0] * number // count
        ImageDraw.Draw(image).rectangle((at, 0, at + size[0] // 8, size[1]), fill=(240, 220, 60))
        frame = av.VideoFrame.from_image(image)
        frame.pts, frame.time_base = number, Fraction(1, frames)
        yield frame


def _tone(seconds: float) -> Iterator[av.AudioFrame]:
    for start in range(0, round(seconds * RATE), 1024):
        samples = array("f", (0.1 * math.sin(0.1 * n) for n in range(start, start + 1024)))
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        yield frame
