"""Which sizes a film is kept in, and the list by which a player chooses between them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from .probing import Film

# By short side, in pixels: the most that a second may take of pictures and of sound, in kbit.
RATES = {240: (350, 48), 360: (750, 64), 480: (1_250, 96), 540: (1_600, 96), 720: (2_800, 128), 1080: (5_000, 128)}
HEIGHTS = (240, 360, 720, 1080)
SEGMENT = 4  # seconds
MOST_FRAMES = 30  # a second
_SEGMENT = re.compile(r"#EXTINF:([\d.]+),\s*\n#EXT-X-BYTERANGE:(\d+)@")


@dataclass(frozen=True)
class Rung:
    """One size: `side` is the short one; even widths and heights in pixels; rates in kbit a second."""

    side: int
    width: int
    height: int
    frames_per_second: Fraction
    video_rate: int
    audio_rate: int

    @property
    def name(self) -> str:
        return str(self.side)


def rungs_for(film: Film, heights: tuple[int, ...] = HEIGHTS) -> list[Rung]:
    """Lowest first; nothing is made larger than it came in, and something is always made."""
    sides = [side for side in sorted(set(heights)) if side <= film.short_side]
    # A film between two steps keeps its own size where the step below would lose much of it.
    if not sides or film.short_side >= 1.3 * sides[-1] and film.short_side < max(heights):
        sides.append(film.short_side)
    frames = Fraction(min(film.frames_per_second, MOST_FRAMES)).limit_denominator(1001)
    return [_rung(film, side, frames) for side in sides]


def _rung(film: Film, side: int, frames: Fraction) -> Rung:
    scale = side / film.short_side
    video, audio = RATES[min(RATES, key=lambda known: abs(known - side))]
    return Rung(side, _even(film.width * scale), _even(film.height * scale), frames, video, audio)


def _even(length: float) -> int:
    return max(2, 2 * round(length / 2))


def master_playlist(rungs: list[tuple[Rung, str]], folder: Path) -> str:
    """The HLS list of all sizes; each comes with its codecs, and has its own list in the folder."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rung, codecs in rungs:
        most, usual = rates_of((folder / f"{rung.name}.m3u8").read_text("ascii"))
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={most},AVERAGE-BANDWIDTH={usual},RESOLUTION={rung.width}x{rung.height},"
            f'FRAME-RATE={float(rung.frames_per_second):.3f},CODECS="{codecs}"'
        )
        lines.append(f"{rung.name}.m3u8")
    return "\n".join([*lines, ""])


def rates_of(playlist: str) -> tuple[int, int]:
    """Bits a second of the heaviest piece and on the whole."""
    pieces = [(float(seconds), 8 * int(size)) for seconds, size in _SEGMENT.findall(playlist)]
    if not pieces:
        return 1, 1
    whole = sum(seconds for seconds, _bits in pieces) or 1
    # The last piece may be a fraction of a second, mostly header.
    heaviest = max(bits / max(seconds, 1.0) for seconds, bits in pieces)
    return max(1, round(heaviest)), max(1, round(sum(bits for _seconds, bits in pieces) / whole))
