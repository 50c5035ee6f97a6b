"""The sheet every picture is drawn on: 1000 units high, supersampled, finished with grain and light."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .colours import Colour, Palette

Point = tuple[float, float]
HEIGHT = 1000
_BLUR_REDUCTION = 8
_GRADIENT_ROWS = 160  # longer gradients are stretched; the eye cannot tell and Python is slow


class Canvas:
    """Draws in units of a thousandth of the height, so one composition serves every size."""

    def __init__(self, size: tuple[int, int], palette: Palette, rng: random.Random, sampling: int = 2) -> None:
        self.size = size
        self.palette = palette
        self.rng = rng
        self.sampling = sampling
        self.grain, self.vignette = 7, 0.2
        self.unit = sampling * size[1] / HEIGHT
        self.w = HEIGHT * size[0] / size[1]
        self.h = float(HEIGHT)
        self.adopt(Image.new("RGB", (size[0] * sampling, size[1] * sampling), palette.paper))

    def adopt(self, image: Image.Image) -> None:
        """Continue on another image of the same size."""
        self.image = image
        self._solid = ImageDraw.Draw(image)
        self._glaze = ImageDraw.Draw(image, "RGBA")

    def pixels(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def _pen(self, colour: Colour, alpha: float) -> tuple[ImageDraw.ImageDraw, tuple[int, ...]]:
        # The blending pen is ten times slower than the plain one, so opaque shapes avoid it.
        return (self._solid, colour) if alpha >= 1 else (self._glaze, (*colour, round(255 * alpha)))

    def polygon(self, points: Iterable[Point], colour: Colour, alpha: float = 1) -> None:
        pen, ink = self._pen(colour, alpha)
        pen.polygon(self.pixels(points), fill=ink)

    def line(self, points: Sequence[Point], colour: Colour, width: float, alpha: float = 1) -> None:
        pen, ink = self._pen(colour, alpha)
        joint = "curve" if len(points) > 2 and width > 3 else None
        pen.line(self.pixels(points), fill=ink, width=max(1, round(width * self.unit)), joint=joint)

    def rope(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A thick line with round ends."""
        self.line(points, colour, width)
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def rect(self, x: float, y: float, w: float, h: float, colour: Colour, alpha: float = 1) -> None:
        pen, ink = self._pen(colour, alpha)
        k = self.unit
        pen.rectangle((x * k, y * k, max(x * k, (x + w) * k - 1), max(y * k, (y + h) * k - 1)), fill=ink)

    def disc(self, x: float, y: float, r: float, colour: Colour, alpha: float = 1) -> None:
        self.oval(x, y, r, r, colour, alpha)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float = 1) -> None:
        pen, ink = self._pen(colour, alpha)
        k = self.unit
        pen.ellipse(((x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k), fill=ink)

    def ring(
        self,
        x: float,
        y: float,
        r: float,
        colour: Colour,
        width: float,
        alpha: float = 1,
        arc: tuple[float, float] = (0, 360),
    ) -> None:
        pen, ink = self._pen(colour, alpha)
        k = self.unit
        box = ((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k)
        pen.arc(box, *arc, fill=ink, width=max(1, round(width * k)))

    def wash(self, *stops: Colour, top: float = 0, bottom: float = HEIGHT) -> None:
        """A vertical gradient over the whole width, through all the given colours."""
        rows = round((bottom - top) * self.unit)
        strip = gradient(stops, rows).resize((self.image.width, rows), Image.Resampling.NEAREST)
        self.image.paste(strip, (0, round(top * self.unit)))

    def shaded(self, points: Sequence[Point], *stops: Colour, alpha: float = 1, sideways: bool = False) -> None:
        """A polygon filled with a gradient from its top to its bottom, or from left to right."""
        outline = self.pixels(points)
        box = self._box(outline)
        if box is None:
            return
        w, h = box[2] - box[0], box[3] - box[1]
        mask = Image.new("L", (w, h), 0)
        local = [(x - box[0], y - box[1]) for x, y in outline]
        ImageDraw.Draw(mask).polygon(local, fill=round(255 * alpha))
        strip = gradient(stops, w if sideways else h)
        if sideways:
            strip = strip.transpose(Image.Transpose.ROTATE_90)
        self.image.paste(strip.resize((w, h), Image.Resampling.NEAREST), box[:2], mask)

    def _box(self, outline: Sequence[Point], margin: float = 0) -> tuple[int, int, int, int] | None:
        xs, ys = zip(*outline, strict=True)
        left, top = max(0, math.floor(min(xs) - margin)), max(0, math.floor(min(ys) - margin))
        right = min(self.image.width, math.ceil(max(xs) + margin) + 1)
        bottom = min(self.image.height, math.ceil(max(ys) + margin) + 1)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def soft(self, shapes: Sequence[Sequence[Point]], colour: Colour, alpha: float, blur: float) -> None:
        """Blurred shapes: shadows, clouds, mist. Blurred small, then enlarged."""
        outlines = [self.pixels(shape) for shape in shapes]
        box = self._box([point for outline in outlines for point in outline], 3 * blur * self.unit)
        if box is None:
            return
        w, h = box[2] - box[0], box[3] - box[1]
        small = Image.new("L", (w // _BLUR_REDUCTION + 1, h // _BLUR_REDUCTION + 1), 0)
        pen = ImageDraw.Draw(small)
        for outline in outlines:
            pen.polygon(
                [((x - box[0]) / _BLUR_REDUCTION, (y - box[1]) / _BLUR_REDUCTION) for x, y in outline],
                fill=round(255 * alpha),
            )
        small = small.filter(ImageFilter.GaussianBlur(blur * self.unit / _BLUR_REDUCTION))
        self.image.paste(colour, box[:2], small.resize((w, h), Image.Resampling.BILINEAR))

    def glow(self, x: float, y: float, r: float, colour: Colour, alpha: float) -> None:
        """Light that fades with the square of the distance."""
        k = self.unit
        side = max(2, round(2 * r * k))
        # Pillow's gradient reaches 255 in the corners, 180 at the middle of an edge.
        halo = Image.radial_gradient("L").point([round(alpha * max(0, 180 - v) ** 2 / 127) for v in range(256)])
        left, top = round((x - r) * k), round((y - r) * k)
        box = self._box([(left, top), (left + side, top + side)])
        if box is None:
            return
        ratio = 256 / side
        part = tuple((edge - origin) * ratio for edge, origin in zip(box, (left, top, left, top), strict=True))
        part = (part[0], part[1], min(256.0, part[2]), min(256.0, part[3]))
        size = (box[2] - box[0], box[3] - box[1])
        self.image.paste(colour, box[:2], halo.resize(size, Image.Resampling.BILINEAR, box=part))

    def mirror(self, y: float, depth: float, ripple: float) -> None:
        """Lay the reflection of what stands above `y` below it, broken into rippling strips."""
        k, rng = self.unit, self.rng
        line, rows = round(y * k), round(min(depth, y) * k)
        flipped = self.image.crop((0, line - rows, self.image.width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        top = 0
        while top < rows:
            strip = min(rows - top, max(2, round((2 + 9 * top / rows) * k)))
            shift = round(rng.uniform(-ripple, ripple) * k * (0.2 + top / rows))
            piece = flipped.crop((0, top, self.image.width, top + strip))
            self.image.paste(ImageChops.offset(piece, shift, 0), (0, line + top))
            top += strip

    def finish(self) -> Image.Image:
        """The picture at its final size, with paper grain and slightly darker corners."""
        image = self.image
        if self.sampling > 1:
            image = image.resize(self.size, Image.Resampling.LANCZOS)
        halo = Image.radial_gradient("L").resize((64, 64))
        edge = halo.point([round(self.vignette * max(0, v - 110) * 1.4) for v in range(256)])
        image.paste(self.palette.ink, (0, 0), edge.resize(image.size, Image.Resampling.BICUBIC))
        return ImageChops.add(image, paper_grain(self.rng, image.size, self.grain), 1, -128)


def gradient(stops: Sequence[Colour], length: int) -> Image.Image:
    """A column one pixel wide that passes through the given colours at equal distances."""
    rows = max(1, min(length, _GRADIENT_ROWS))
    spans, last, colours = max(1, len(stops) - 1), len(stops) - 1, []
    for row in range(rows):
        place = row / rows * spans
        first, second = stops[min(int(place), last)], stops[min(int(place) + 1, last)]
        share = place - int(place)
        colours.append(tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True)))
    column = Image.new("RGB", (1, rows))
    column.putdata(colours)
    return column if rows == length else column.resize((1, max(1, length)), Image.Resampling.BILINEAR)


def paper_grain(rng: random.Random, size: tuple[int, int], strength: int) -> Image.Image:
    """Grey noise around 128: fine tooth and broad fibre clouds."""
    tile = (min(size[0], 640), min(size[1], 640))
    fine = Image.frombytes("L", tile, rng.randbytes(tile[0] * tile[1])).filter(ImageFilter.BoxBlur(0.4))
    fine = fine.point([round(128 + (v - 128) * strength / 128) for v in range(256)])
    cloud = Image.frombytes("L", (24, 16), rng.randbytes(384)).resize(size, Image.Resampling.BICUBIC)
    cloud = cloud.point([round(128 + (v - 128) * strength / 300) for v in range(256)])
    sheet = Image.new("L", size)
    for x in range(0, size[0], tile[0]):
        for y in range(0, size[1], tile[1]):
            sheet.paste(fine, (x, y))
    return Image.merge("RGB", [ImageChops.add(sheet, cloud, 1, -128)] * 3)
