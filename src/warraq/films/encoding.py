"""Writes one size of a film: H.264 and AAC, as one fragmented MP4 with the HLS list of its pieces."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from .graphs import Pictures, Sounds
from .ladder import SEGMENT, Rung
from .opening import NotAFilm, moving_picture, opened

KEY_FRAMES = 2  # seconds between two pictures at which playing may begin
SOUND_RATE = 48_000
BORNE = 200  # pieces in a row that cannot be decoded
LATE = 10  # seconds after the end that are still believed
NEEDED = ("libx264", "aac")

# Told how many seconds of the film are done; may raise, to stop.
Progress = Callable[[float], object]


def missing_codecs() -> list[str]:
    """Which encoders this machine's PyAV lacks."""
    return [name for name in NEEDED if name not in av.codecs_available]


def encode(source: Path, seconds: float, rung: Rung, folder: Path, progress: Progress) -> str:
    """Write `<side>.mp4` and `<side>.m3u8` into the folder, the list last; the codecs as players name them.

    Raises NotAFilm("cut_short") where much less came out than `seconds`, av.FFmpegError for what cannot be decoded.
    """
    workplace = folder / "unfinished"
    workplace.mkdir(exist_ok=True)
    with opened(source) as container, _written(workplace, rung.name) as output:
        job = _Job(container, output, rung, seconds, progress)
        job.run()
        codecs = job.codecs()
    if job.reached < 0.9 * seconds - LATE:
        raise NotAFilm("cut_short")
    for ending in ("mp4", "m3u8"):
        (workplace / f"{rung.name}.{ending}").replace(folder / f"{rung.name}.{ending}")
    return codecs


@contextmanager
def _written(folder: Path, name: str) -> Iterator[OutputContainer]:
    options = {
        "hls_time": str(SEGMENT),
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        # One file a size, its pieces asked for by range: as little to keep, copy and remove as there can be.
        "hls_flags": "single_file",
        "hls_segment_filename": str(folder / f"{name}.mp4"),
    }
    with av.open(str(folder / f"{name}.m3u8"), "w", format="hls", options=options) as output:
        yield output


class _Job:
    """From one container into the other."""

    def __init__(
        self, container: InputContainer, output: OutputContainer, rung: Rung, seconds: float, progress: Progress
    ) -> None:
        self.container, self.output, self.progress = container, output, progress
        self.latest = seconds + LATE
        self.begin = Fraction(container.start_time or 0, av.time_base)
        self.reached = 0.0
        picture = moving_picture(container)
        picture.thread_type = "AUTO"
        sound = next((stream for stream in container.streams.audio if stream.codec_context is not None), None)
        self.inputs = [stream for stream in (picture, sound) if stream is not None]
        self.picture, self.pictures = _video(output, rung), Pictures(rung, picture)
        self.sound = _audio(output, rung) if sound else None
        self.sounds = Sounds(SOUND_RATE)

    def run(self) -> None:
        told, failures = 0.0, 0
        for packet in self.container.demux(*self.inputs):
            try:
                self._work(packet)
                failures = 0
            except av.InvalidDataError:
                # A damaged piece is left out, as a player would; a film of nothing else is none.
                failures += 1
                if failures > BORNE:
                    raise
            if self.reached >= told + 1:
                told = self.reached
                self.progress(self.reached)
        self._mux_pictures(self.pictures.end())
        self.output.mux(self.picture.encode(None))
        if self.sound:
            self._mux_sounds(self.sounds.end())
            self.output.mux(self.sound.encode(None))

    def _work(self, packet: Packet) -> None:
        for frame in packet.decode():
            time = Fraction(frame.pts or 0) * frame.time_base - self.begin
            # A lie about time would have the gap filled with copies of one picture.
            if time > self.latest or frame.pts is None:
                continue
            frame.pts -= round(self.begin / frame.time_base)
            if packet.stream is self.inputs[0]:
                self._mux_pictures(self.pictures.push(frame))
            else:
                self._mux_sounds(self.sounds.push(frame))

    def _mux_pictures(self, frames: Iterator[av.VideoFrame]) -> None:
        for frame in frames:
            frame.pict_type = 0
            self.reached = max(self.reached, float(frame.pts * frame.time_base))
            self.output.mux(self.picture.encode(frame))

    def _mux_sounds(self, frames: Iterator[av.AudioFrame]) -> None:
        for frame in frames:
            self.output.mux(self.sound.encode(frame))

    def codecs(self) -> str:
        """As in RFC 6381: `avc1.4d401e,mp4a.40.2`."""
        data = bytes(self.picture.codec_context.extradata or b"")
        at = data.find(b"\x67")
        profile = data[at + 1 : at + 4].hex() if at >= 0 else "4d401f"
        return f"avc1.{profile}" + (",mp4a.40.2" if self.sound else "")


def _video(output: OutputContainer, rung: Rung) -> VideoStream:
    frames = round(rung.frames_per_second * KEY_FRAMES)
    options = {
        "preset": "veryfast",
        "profile": "main",
        "crf": "23",
        "maxrate": f"{rung.video_rate}k",
        "bufsize": f"{2 * rung.video_rate}k",
        # Every size has its key frames at the same moments, so that a player may change between them.
        "g": str(frames),
        "keyint_min": str(frames),
        "sc_threshold": "0",
    }
    stream = output.add_stream("libx264", rate=rung.frames_per_second, options=options)
    stream.width, stream.height, stream.pix_fmt = rung.width, rung.height, "yuv420p"
    stream.codec_context.time_base = 1 / rung.frames_per_second
    return stream


def _audio(output: OutputContainer, rung: Rung) -> AudioStream:
    stream = output.add_stream("aac", rate=SOUND_RATE, layout="stereo")
    stream.bit_rate = rung.audio_rate * 1000
    return stream


def as_one_file(source: Path, target: Path) -> None:
    """The same pictures and sound as an MP4 with its index in front, so that it plays while it loads."""
    unfinished = target.with_suffix(".part")
    options = {"movflags": "+faststart"}
    with opened(source) as container, av.open(str(unfinished), "w", format="mp4", options=options) as output:
        streams = {stream.index: output.add_stream_from_template(stream) for stream in container.streams}
        for packet in container.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                output.mux(packet)
    unfinished.replace(target)
