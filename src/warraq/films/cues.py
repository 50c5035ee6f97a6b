"""Cues of captions and chapters: WebVTT and SubRip read, looked over, written as WebVTT."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

MOST = 5_000
LONGEST_TEXT = 2_000  # letters of one cue
_TIME = r"(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?!\d)")
_TAG = re.compile(r"<[^>\n]{0,200}>")


@dataclass(frozen=True)
class Cue:
    """Seconds from the beginning of the film; `settings` say where on the picture it stands, as WebVTT writes it."""

    start: float
    end: float
    text: str
    settings: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong: `kind` is one of KINDS, `number` that of the cue, or of the line where there is no cue."""

    KINDS = ("unreadable", "none", "too_many", "empty", "too_long", "backwards", "beyond")

    kind: str
    number: int = 0


class FaultyCues(Exception):
    """No cues can be made of a text; `faults` say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


def decode(data: bytes) -> str:
    """The text of a file; older files in Arabic are in Windows' own encoding. Raises FaultyCues."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1256")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FaultyCues([Fault("unreadable", 1)])


def parse(text: str) -> list[Cue]:
    """The cues of a WebVTT or SubRip text in the order of time. Raises FaultyCues."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    lines = text.split("\n")
    bad = [n for n, line in enumerate(lines, 1) if "-->" in line and not _TIMING.match(line)]
    if bad:
        raise FaultyCues([Fault("unreadable", number) for number in bad[:20]])
    if text.count("-->") > MOST:
        raise FaultyCues([Fault("too_many", MOST)])
    try:
        captions = _captions(text)
        found = [_cue(caption) for caption in captions]
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError, OverflowError) as error:
        raise FaultyCues([Fault("unreadable", 1)]) from error
    if not found:
        raise FaultyCues([Fault("none")])
    return sorted(found, key=lambda cue: (cue.start, cue.end))


def _captions(text: str) -> Iterable[webvtt.Caption]:
    if text.startswith("WEBVTT"):
        return webvtt.from_string(text)
    # A SubRip file whose first number got lost is one all the same.
    if not re.match(r"\s*\d+\s*\n", text):
        text = f"1\n{text}"
    return webvtt.WebVTT.from_buffer(io.StringIO(text), format="srt")


def _cue(caption: webvtt.Caption) -> Cue:
    start, end = (moment.in_milliseconds() / 1000 for moment in (caption.start_time, caption.end_time))
    text = "\n".join(line.strip() for line in caption.raw_text.split("\n") if line.strip())
    return Cue(start, end, text, str(caption.settings))


def faults(cues: Sequence[Cue], seconds: float = 0) -> list[Fault]:
    """What a reader would not see rightly; cues are counted from 1. `seconds`: the film's length, where known."""
    found = []
    for number, cue in enumerate(cues, 1):
        if not spoken(cue).strip():
            found.append(Fault("empty", number))
        if len(cue.text) > LONGEST_TEXT:
            found.append(Fault("too_long", number))
        if cue.end <= cue.start:
            found.append(Fault("backwards", number))
        elif seconds and cue.start >= seconds:
            found.append(Fault("beyond", number))
    return found


def as_chapters(cues: Sequence[Cue], seconds: float) -> list[Cue]:
    """Each until the next one begins, the last until the end of the film."""
    starts = [cue.start for cue in cues[1:]] + [max(seconds, cues[-1].start + 0.001)]
    return [replace(cue, end=end, settings="") for cue, end in zip(cues, starts, strict=True)]


def write(cues: Iterable[Cue]) -> str:
    """The text of a WebVTT file."""
    blocks = []
    for number, cue in enumerate(cues, 1):
        settings = f" {cue.settings}" if cue.settings else ""
        blocks.append(f"{number}\n{stamp(cue.start)} --> {stamp(cue.end)}{settings}\n{cue.text}\n")
    return "\n".join(["WEBVTT\n", *blocks])


def stamp(seconds: float) -> str:
    """`00:01:02.500`."""
    milliseconds = max(0, round(seconds * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def spoken(cue: Cue) -> str:
    """The words without marks of voice, ruby or slant."""
    return _TAG.sub("", cue.text)


def as_prose(cues: Sequence[Cue], pause: float = 2.5) -> str:
    """A transcript: a new paragraph where nobody speaks for a while."""
    paragraphs: list[list[str]] = []
    until = None
    for cue in cues:
        if until is None or cue.start - until > pause:
            paragraphs.append([])
        paragraphs[-1].append(" ".join(spoken(cue).split()))
        until = cue.end
    return "\n\n".join(" ".join(words) for words in paragraphs)
