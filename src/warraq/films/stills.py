"""Pictures out of a film: one at a moment, a strip of many, the one that would make a poster."""

from collections.abc import Iterator
from pathlib import Path

import av
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageStat

from .opening import moving_picture, opened
from .probing import Film, seen_size

TILE = 240  # pixels across
MOST_TILES = 12
SHORT = 60  # seconds


def still(path: Path, seconds: float, width: int = 0) -> Image.Image:
    """The picture at a moment, upright, as wide as it is seen or as asked. Raises av.FFmpegError, NotAFilm."""
    with opened(path) as container:
        stream = moving_picture(container)
        begin = (container.start_time or 0) / av.time_base
        container.seek(int((begin + max(0.0, seconds)) * av.time_base), backward=True)
        frame = None
        for frame in container.decode(stream):
            if frame.time is None or frame.time - begin >= seconds:
                break
        if frame is None:
            raise av.EOFError(0, "no picture there")
        return _upright(stream, frame, width)


def moments(film: Film) -> list[float]:
    """At which seconds pictures are taken: the middles of equal parts."""
    count = max(1, min(MOST_TILES, round(film.seconds)))
    return [round((number + 0.5) * film.seconds / count, 3) for number in range(count)]


def strip(path: Path, film: Film) -> tuple[Image.Image, list[float]]:
    """Small pictures side by side, and the moment of each."""
    found = list(_read_through(path, film) if film.seconds <= SHORT else _leapt(path, film))
    height = found[0][1].height
    sheet = Image.new("RGB", (TILE * len(found), height))
    for number, (_time, tile) in enumerate(found):
        sheet.paste(tile, (number * TILE, 0))
    return sheet, [time for time, _tile in found]


def _read_through(path: Path, film: Film) -> Iterator[tuple[float, Image.Image]]:
    """A short film is read once from its beginning to its end."""
    waiting = moments(film)
    with opened(path) as container:
        stream = moving_picture(container)
        stream.thread_type = "AUTO"
        begin = (container.start_time or 0) / av.time_base
        frame = None
        for frame in container.decode(stream):
            if frame.time is not None and waiting and frame.time - begin >= waiting[0]:
                yield waiting.pop(0), _upright(stream, frame, TILE)
        if frame and len(waiting) == len(moments(film)):
            yield waiting[0], _upright(stream, frame, TILE)


def _leapt(path: Path, film: Film) -> Iterator[tuple[float, Image.Image]]:
    """Of a long one, the key picture before each moment: those between would all have to be decoded."""
    with opened(path) as container:
        stream = moving_picture(container)
        stream.codec_context.skip_frame = "NONKEY"
        begin = (container.start_time or 0) / av.time_base
        for time in moments(film):
            container.seek(int((begin + time) * av.time_base), backward=True)
            if frame := next(container.decode(stream), None):
                yield (round(frame.time - begin, 3) if frame.time else time), _upright(stream, frame, TILE)


def _upright(stream: VideoStream, frame: VideoFrame, width: int = 0) -> Image.Image:
    size = seen_size(stream, frame)
    picture = frame.to_image()
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    if width:
        size = (width, max(1, round(size[1] * width / size[0])))
    return picture if picture.size == size else picture.resize(size, Image.Resampling.BILINEAR)


def telling(sheet: Image.Image) -> int:
    """Which picture of a strip shows most: neither black nor white, with contrast; the earliest of equals."""
    count = sheet.width // TILE
    marks = []
    for number in range(count):
        tile = sheet.crop((number * TILE, 0, (number + 1) * TILE, sheet.height)).convert("L")
        state = ImageStat.Stat(tile)
        too_dark_or_light = abs(state.mean[0] - 118) / 118
        marks.append(state.stddev[0] * (1.2 - too_dark_or_light))
    return marks.index(max(marks))
