"""Short calm films for the demonstration site: drawn frame by frame, encoded with PyAV."""

import math
import random
from array import array
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from os import PathLike

import av
from PIL import Image

from .art import draw
from .art.birds import bird
from .art.canvas import Canvas
from .art.colours import PALETTES, Palette, mix
from .art.curves import ground, ridge
from .art.girih import TILINGS, Pattern, inlay, pattern, schemes, straps
from .art.sky import clouds, sky, sun
from .art.urban import night

Size = tuple[int, int]
_AUDIO_RATE = 24_000
_AUDIO_BLOCK = 1024


def write_film(
    path: str | PathLike, kind: str, seed: int, seconds: float, size: Size = (1280, 720), fps: int = 25
) -> None:
    """Write a looping scene as MP4 with its index in front, so that it plays while it loads."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=fps, options={"crf": "25", "preset": "veryfast"})
        video.width, video.height, video.pix_fmt = size[0], size[1], "yuv420p"
        audio = container.add_stream("aac", rate=_AUDIO_RATE, layout="mono")
        audio.bit_rate = 48_000
        for number, image in enumerate(_scene(kind, seed, size, round(seconds * fps))):
            frame = av.VideoFrame.from_image(image)
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(video.encode(frame))
        container.mux(video.encode())
        for frame in _hum(seed, seconds):
            container.mux(audio.encode(frame))
        container.mux(audio.encode())


def poster(kind: str, seed: int, size: Size = (1280, 720)) -> Image.Image:
    """The frame that stands for the film before it plays, from the moment when most is in view."""
    moment = {"girih": 52, "birds": 19, "city": 30}.get(kind, 0)
    return next(islice(_scene(kind, seed, size, 60), moment, None))


def _scene(kind: str, seed: int, size: Size, count: int) -> Iterator[Image.Image]:
    """Every frame of a scene; the last leads back to the first."""
    rng = random.Random(f"film:{kind}:{seed}")
    painters = {"waves": _waves, "girih": _girih, "birds": _birds, "city": _city}
    if kind in painters:
        return painters[kind](rng, rng.choice(PALETTES), size, count)
    return _drift(kind, seed, size, count)


def _ease(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def _drift(kind: str, seed: int, size: Size, count: int) -> Iterator[Image.Image]:
    """A still picture under a camera that leans in, wanders and returns."""
    big = (round(size[0] * 1.25), round(size[1] * 1.25))
    still = draw(kind, seed, big)
    for number in range(count):
        turn = math.tau * number / count
        zoom = 0.9 - 0.07 * math.cos(turn)
        w, h = big[0] * zoom, big[1] * zoom
        x = (big[0] - w) * (0.5 + 0.4 * math.sin(turn))
        y = (big[1] - h) * (0.5 - 0.4 * math.sin(2 * turn))
        yield still.resize(size, Image.Resampling.BICUBIC, box=(x, y, x + w, y + h))


def _copy(stage: Canvas) -> Canvas:
    """A fresh sheet over the same backdrop."""
    sheet = Canvas(stage.size, stage.palette, stage.rng, 1)
    sheet.sampling, sheet.unit = stage.sampling, stage.unit
    sheet.adopt(stage.image.copy())
    return sheet


def _waves(rng: random.Random, p: Palette, size: Size, count: int) -> Iterator[Image.Image]:
    """Swells rolling past a low sun; every wave completes whole turns in one loop."""
    stage = Canvas(size, p, rng)
    haze = sky(stage, 560)
    sun(stage, rng.uniform(0.2, 0.8) * stage.w, rng.uniform(270, 400), rng.uniform(70, 110), haze)
    clouds(stage, 80, 300, 5, mix(haze, (255, 255, 255), 0.4), 0.45)
    layers = []
    for i in range(8):
        share = i / 7
        body = mix(mix(haze, p.mid, 0.8), mix(p.deep, p.ink, 0.5 * (i % 2)), 0.12 + 0.88 * share)
        parts = [
            (14 + 34 * share, 420 + 420 * share, rng.uniform(0, math.tau), rng.choice((-1, 1))),
            (5 + 11 * share, 170 + 190 * share, rng.uniform(0, math.tau), rng.choice((-2, 2))),
            (9 * share + 3, 1300, rng.uniform(0, math.tau), rng.choice((-1, 1))),
        ]
        layers.append((450 + 500 * share**1.15, body, 2 + 4 * share, parts))
    for number in range(count):
        sheet, turn = _copy(stage), math.tau * number / count
        for base, body, foam, parts in layers:
            line = [
                (
                    x,
                    base + sum(a * math.sin(math.tau * x / wave + phase + n * turn) for a, wave, phase, n in parts),
                )
                for x in range(-16, int(sheet.w) + 32, 16)
            ]
            sheet.polygon(ground([(x, y - foam) for x, y in line], 1000), mix(body, p.paper, 0.65))
            sheet.polygon(ground(line, 1000), body)
            for k in (1, 2, 3):
                sheet.line([(x, y + k * foam * 4.5) for x, y in line], mix(body, p.paper, 0.3 - 0.07 * k), foam * 0.5)
        yield sheet.image.reduce(2)


def _birds(rng: random.Random, p: Palette, size: Size, count: int) -> Iterator[Image.Image]:
    """Skeins crossing the sky and leaving it before the loop closes."""
    stage = Canvas(size, p, rng)
    haze = sky(stage, 1000)
    sun(stage, rng.uniform(0.25, 0.75) * stage.w, rng.uniform(360, 560), rng.uniform(90, 140), haze)
    clouds(stage, 80, 520, 7, mix(haze, (255, 255, 255), 0.4), 0.45)
    for i in range(4):
        body = mix(haze, mix(p.deep, p.ink, i / 6), 0.3 + 0.22 * i)
        stage.shaded(ground(ridge(rng, stage.w, 810 + 62 * i, 190 - 24 * i, 0.46), 1000), body, mix(body, haze, 0.5))
    heading, flock = rng.choice((-1, 1)), []
    for lead, top, span, members in ((0.0, 330, 120, 11), (0.34, 180, 46, 9), (0.62, 520, 62, 7)):
        for k in range(members):
            place, arm = (k + 1) // 2, 1 if k % 2 else -1
            flock.append((lead, -place * span * 0.96, top + arm * place * span * 0.34, span, rng.uniform(0, math.tau)))
    path = stage.w + 1900
    for number in range(count):
        sheet, share = _copy(stage), number / count
        for lead, back, y, span, phase in flock:
            # A whole path later the bird is where it began, so the wrap happens out of sight.
            along = (share + lead) * path % path - 200 + back
            beats = 2 * round(count / 50)
            x = along if heading > 0 else sheet.w - along
            sway = 7 * math.sin(math.tau * 2 * share + phase)
            bird(
                sheet,
                x,
                y + sway,
                span,
                math.sin(math.tau * beats * share + phase * 0.4),
                p.ink if span > 70 else mix(p.deep, haze, 0.3),
                heading=heading,
            )
        yield sheet.image.reduce(2)


def _city(rng: random.Random, p: Palette, size: Size, count: int) -> Iterator[Image.Image]:
    """Dusk deepens, windows light up house by house, and the morning puts them out."""
    state = rng.getstate()
    towns = []
    for lamps in (False, True):
        rng.setstate(state)
        canvas = Canvas(size, p, rng)
        night(canvas, lamps=lamps)
        towns.append(canvas.image.reduce(2))
    dusk = Image.new("RGB", size, mix(p.accent, p.paper, 0.3))
    cells = (size[0] // 30, size[1] // 30)
    order = Image.frombytes("L", cells, rng.randbytes(cells[0] * cells[1])).resize(size, Image.Resampling.NEAREST)
    for number in range(count):
        share = 0.5 - 0.5 * math.cos(math.tau * number / count)
        level = 330 * _ease(share) - 60
        glow = order.point([round(min(255, max(0, (level - v) * 6))) for v in range(256)])
        out, lit = (Image.blend(dusk, town, 0.68 + 0.32 * _ease(share * 1.4)) for town in towns)
        yield Image.composite(lit, out, glow)


def _girih(rng: random.Random, p: Palette, size: Size, count: int) -> Iterator[Image.Image]:
    """Compass circles, then lines from the middle outwards, then colour; then the paper is blank again."""
    stage = Canvas(size, p, rng)
    stage.wash(p.paper, mix(p.paper, p.accent, 0.12))
    blank = stage.image.reduce(2)
    tiling, edge = rng.choice(TILINGS), rng.uniform(250, 330)
    edge *= 2.6 / tiling.sides**0.95
    contact = math.radians(rng.uniform(*tiling.contact))
    design = pattern(tiling, edge, contact, 0.0, (stage.w / 2, 500), math.hypot(stage.w, 1000) * 0.6)
    colours = rng.choice(schemes(p))
    painted = _painted(stage, design, edge, colours).image.reduce(2)
    jobs, done, frame = _strokes(stage, design), 0, blank
    for number in range(count):
        share = number / count
        due = round(len(jobs) * _ease(share / 0.58))
        if due > done:
            for points, colour, width in jobs[done:due]:
                stage.line(points, colour, width)
            done, frame = due, stage.image.reduce(2)
        if share < 0.6:
            yield frame
        elif share < 0.92:
            yield _spread(frame, painted, _ease((share - 0.6) / 0.2))
        else:
            yield Image.blend(painted, blank, _ease((share - 0.92) / 0.075))


def _strokes(stage: Canvas, design: Pattern) -> list[tuple]:
    """Construction lines first, then every strand, nearest to the middle first."""
    p = stage.palette

    def far(point: tuple[float, float]) -> float:
        return math.dist(point, (stage.w / 2, 500))

    tiles = sorted(design.tiles, key=lambda tile: far(tile[0]))
    edges = [([*tile, tile[0]], mix(p.accent, p.paper, 0.45), 2) for tile in tiles]
    strands = sorted((s for bands in design.strands for s in bands), key=lambda s: far(s.bend))
    halves = [part for s in strands for part in ((s.start, s.bend), (s.bend, s.end))]
    return edges + [(half, mix(p.deep, p.paper, 0.1), 4.5) for half in halves]


def _painted(stage: Canvas, design: Pattern, edge: float, colours: tuple) -> Canvas:
    sheet = _copy(stage)
    sheet.rect(0, 0, sheet.w, 1000, colours[0])
    inlay(sheet, design, edge, colours)
    straps(sheet, design, edge * 0.17, colours[4], mix(stage.palette.ink, colours[0], 0.15))
    return sheet


def _spread(drawing: Image.Image, painted: Image.Image, share: float) -> Image.Image:
    """Let the colour grow from the middle to the corners with a soft edge."""
    disc = Image.radial_gradient("L").point([round(min(255, max(0, (share * 330 - v) * 4))) for v in range(256)])
    return Image.composite(painted, drawing, disc.resize(drawing.size, Image.Resampling.BILINEAR))


def _hum(seed: int, seconds: float) -> Iterator[av.AudioFrame]:
    """A quiet chord that swells and fades; whole frequencies let one second repeat without a seam."""
    root = (98, 110, 131, 147)[seed % 4]
    second = [
        sum(
            math.sin(math.tau * root * ratio * i / _AUDIO_RATE) / weight
            for ratio, weight in ((1, 1), (2, 2.5), (3, 5), (4, 9))
        )
        for i in range(_AUDIO_RATE)
    ]
    total = round(seconds * _AUDIO_RATE)
    for start in range(0, total, _AUDIO_BLOCK):
        samples = array(
            "f",
            (
                0.05 * math.sin(math.pi * i / total) * (0.7 + 0.3 * math.sin(i / 19_000)) * second[i % _AUDIO_RATE]
                for i in range(start, min(total, start + _AUDIO_BLOCK))
            ),
        )
        frame = av.AudioFrame(format="fltp", layout="mono", samples=len(samples))
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = _AUDIO_RATE, start, Fraction(1, _AUDIO_RATE)
        yield frame
