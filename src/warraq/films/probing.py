"""What a film file is: decoded far enough to know it is one, in a process of its own, for a codec may crash on it."""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from .opening import MAX_PIXELS, NotAFilm, moving_picture, opened

LONGEST = 12 * 3600  # seconds
PATIENCE = 60  # seconds that looking at a file may take
MEMORY = 4 << 30  # bytes of address space
TAIL = 3.0  # seconds before the end at which there must still be something


@dataclass(frozen=True)
class Film:
    """Width and height in pixels as it is seen, upright and with square pixels; length in seconds; names of codecs."""

    width: int
    height: int
    seconds: float
    frames_per_second: float = 25.0
    video: str = ""
    audio: str = ""

    @property
    def short_side(self) -> int:
        return min(self.width, self.height)


def probe(path: Path | str) -> Film:
    """Look at a file in a process of its own. Raises NotAFilm, also where the other process ends or hangs."""
    command = [sys.executable, "-m", "warraq.films.probing", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise NotAFilm("unreadable") from error
    if "reason" in answer:
        raise NotAFilm(answer["reason"])
    return Film(**answer)


def probe_here(path: Path | str) -> Film:
    """The same in this process."""
    try:
        with opened(path) as container:
            return _look(container)
    except (av.FFmpegError, StopIteration, ValueError, OverflowError, MemoryError) as error:
        raise NotAFilm("unreadable") from error


def _look(container: InputContainer) -> Film:
    stream = moving_picture(container)
    if stream.codec_context.width * stream.codec_context.height > MAX_PIXELS:
        raise NotAFilm("too_large")
    frame = next(container.decode(stream))
    width, height = seen_size(stream, frame)
    seconds = _length(container, stream)
    _require_end(container, stream, seconds)
    audio = next((sound for sound in container.streams.audio if sound.codec_context is not None), None)
    rate = stream.average_rate or stream.guessed_rate
    return Film(
        width,
        height,
        seconds,
        frames_per_second=float(rate) if rate and 1 <= rate <= 480 else 25.0,
        video=stream.codec_context.name,
        audio=audio.codec_context.name if audio else "",
    )


def seen_size(stream: VideoStream, frame: VideoFrame) -> tuple[int, int]:
    """Width and height in pixels after turning it upright and making its pixels square."""
    aspect = stream.sample_aspect_ratio or 1
    wide = round(frame.width * aspect) if 0.1 < aspect < 10 else frame.width
    if wide * frame.height > MAX_PIXELS:
        raise NotAFilm("too_large")
    return (frame.height, wide) if frame.rotation % 180 else (wide, frame.height)


def _length(container: InputContainer, stream: VideoStream) -> float:
    own = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    seconds = own or (container.duration or 0) / av.time_base
    if seconds <= 0:
        raise NotAFilm("no_length")
    if seconds > LONGEST:
        raise NotAFilm("too_long")
    return seconds


def _require_end(container: InputContainer, stream: VideoStream, seconds: float) -> None:
    """A file that was cut short still says at its beginning how long it was."""
    begin = (container.start_time or 0) / av.time_base
    wanted = max(0.0, seconds - TAIL)
    container.seek(int((begin + wanted) * av.time_base), backward=True)
    last = 0.0
    # Damaged at the end: what was read until there counts.
    with suppress(av.FFmpegError):
        for packet in container.demux(stream):
            if packet.size and packet.pts is not None and not packet.is_corrupt:
                last = max(last, float(packet.pts * packet.time_base) - begin)
    # Films of few frames, such as a slide show, may end with a picture that stands for long.
    if last < min(wanted, 0.9 * seconds) - TAIL:
        raise NotAFilm("cut_short")


def main(path: str) -> None:
    """Print one JSON object: the film, or why it is none."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    av.logging.set_level(None)
    try:
        answer = asdict(probe_here(path))
    except NotAFilm as error:
        answer = {"reason": error.reason}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
