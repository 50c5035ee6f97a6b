"""Opens a file somebody has sent in, as a film and as nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

# FFmpeg knows three hundred formats, among them lists that name other files and addresses: a "film" that is
# one of those would read what lies on this machine, or in its network.
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
MAX_PIXELS = 8192 * 4320


class NotAFilm(Exception):
    """Why a file is no film that can be used; `reason` is one of REASONS."""

    REASONS = ("unreadable", "no_picture", "no_length", "too_large", "too_long", "cut_short")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def opened(path: Path | str) -> Iterator[InputContainer]:
    """The container, read from the disk only. Raises av.FFmpegError for what is of another kind."""
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    with av.open(f"file:{path}", mode="r", options=options, metadata_errors="ignore") as container:
        yield container


def moving_picture(container: InputContainer) -> VideoStream:
    """The stream that is the film; a cover, as sound files carry one, is none. Raises NotAFilm."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic and stream.codec_context is not None:
            # Said to the decoder too: the size may change in the middle of a film.
            stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
            return stream
    raise NotAFilm("no_picture")
