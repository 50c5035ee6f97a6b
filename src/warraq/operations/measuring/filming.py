"""What preparing a film takes: each size against the length of the film; nothing is kept."""

import os
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from django.conf import settings

from warraq.films import encoding, ladder, stills
from warraq.films.opening import NotAFilm
from warraq.films.probing import probe

from .wire import CannotMeasure

AIM = 2.0  # times its length
SIZE = "1920x1080"


def measure_filming(file: Path | None, seconds: int, say: Callable[[str], object]) -> None:
    """Prints seconds, times of real time and bytes. Raises CannotMeasure for a file that is no film."""
    with tempfile.TemporaryDirectory(prefix="warraq-films-") as name:
        folder = Path(name)
        source = file or _made(folder / "source.mp4", seconds)
        try:
            film = probe(source)
            rungs = ladder.rungs_for(film, settings.WARRAQ_FILMS.heights)
            shape = f"{film.width}×{film.height}, {film.frames_per_second:g} frames a second"
            say(f"a film of {film.seconds:.1f} s, {shape};")
            say(f"{os.cpu_count()} processors; seconds of the clock, times the film's length, seconds of processors")
            whole = _line("strip of pictures", film.seconds, lambda: stills.strip(source, film), say)
            for rung in rungs:
                whole += _line(f"{rung.side}p", film.seconds, _encoding(source, film.seconds, rung, folder), say)
                size = (folder / f"{rung.name}.mp4").stat().st_size
                say(f"{'':20}{size / 1e6:.1f} MB, {8 * size / film.seconds / 1000:.0f} kbit/s")
                as_file = folder / f"film-{rung.name}.mp4"
                whole += _line("  as one file", film.seconds, _joining(folder / f"{rung.name}.mp4", as_file), say)
        except (NotAFilm, av.FFmpegError, OSError) as error:
            raise CannotMeasure(f"{source} cannot be encoded: {error}") from error
    say(f"{'all':20}{whole:6.1f} s  {whole / film.seconds:5.2f}×, aim {AIM}×")


def _line(name: str, seconds: float, work: Callable[[], object], say: Callable[[str], object]) -> float:
    started, processors = time.perf_counter(), time.process_time()
    work()
    took = time.perf_counter() - started
    say(f"{name:20}{took:6.1f} s  {took / seconds:5.2f}×  {time.process_time() - processors:6.1f} s")
    return took


def _encoding(source: Path, seconds: float, rung: ladder.Rung, folder: Path) -> Callable[[], object]:
    return lambda: encoding.encode(source, seconds, rung, folder, lambda _seconds: None)


def _joining(source: Path, target: Path) -> Callable[[], object]:
    return lambda: encoding.as_one_file(source, target)


def _made(path: Path, seconds: int) -> Path:
    """A moving test card."""
    card = f"testsrc2=size={SIZE}:rate=25:duration={seconds}"
    with av.open(card, format="lavfi") as drawn, av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"preset": "ultrafast", "crf": "18"})
        stream.width, stream.height = map(int, SIZE.split("x"))
        stream.pix_fmt = "yuv420p"
        for number, frame in enumerate(drawn.decode(video=0)):
            frame.pts, frame.time_base = number, Fraction(1, 25)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path
