"""Draws a card: text on paper at the side where reading begins, the picture at the other. Pillow alone, no Django."""

from functools import cache
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageOps

from .cropping import crop
from .face import HEIGHT, WIDTH, CardFace
from .lettering import BOLD, REGULAR, Block, Hand, drawable, fit

# The colours of the light theme (theme/styles/00-tokens.css).
PAPER, TINT, INK, SOFT, RULE = "#fbfaf6", "#eef2ef", "#17191c", "#585c63", "#dcd8cd"
ACCENT, MARK, NIGHT, WHITE = "#0d5c63", "#a4343a", "#0c1113", "#ffffff"

MARGIN = 60
PHOTO_WIDTH = 470
LABEL_SIZES, SITE_SIZES, DATE_SIZES = (32, 28, 24), (32, 28, 24, 20), (25, 24, 23, 22, 21, 20, 18)
BESIDE_PHOTO = (84, 77, 70, 65, 60, 56, 52, 48, 44, 40)
ALONE = (108, 98, 88, 80, 74, 68, 62, 56, 50, 46)
LABEL_TOP, HEADLINE_TOP, HEADLINE_END, FOOT_TOP = 56, 122, 486, 518
SIGN = 66
LINES = 6
# FreeType's fonts are shared by all threads, and not made for two at a time.
_one_hand = Lock()


def draw(face: CardFace, photo: BinaryIO | None = None) -> bytes:
    """The card as a JPEG; `photo` is the file of the face's picture. What cannot be read is left out."""
    with _one_hand:
        card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        shown = _framed(face, photo) if photo and face.photo else None
        column = _Column(card, face, WIDTH - PHOTO_WIDTH if shown else WIDTH)
        if shown:
            card.paste(shown, (column.photo_left, 0))
        else:
            column.ornament()
        column.texts(BESIDE_PHOTO if shown else ALONE)
        if face.is_film and shown:
            _play_sign(card, column.photo_left + PHOTO_WIDTH // 2)
    out = BytesIO()
    # Red letters on white fray with halved colours.
    card.save(out, "JPEG", quality=84, subsampling=0, optimize=True, progressive=True)
    return out.getvalue()


def is_headline_cut(face: CardFace) -> bool:
    """Is the headline too long for the card?"""
    bold = Hand(BOLD, face.direction, face.language)
    width, sizes = (WIDTH - PHOTO_WIDTH, BESIDE_PHOTO) if face.photo else (WIDTH, ALONE)
    with _one_hand:
        return _headline(face, bold, width - 2 * MARGIN, sizes).is_cut


def _headline(face: CardFace, hand: Hand, room: int, sizes: tuple[int, ...]) -> Block:
    return fit(drawable(face.headline), hand, room, HEADLINE_END - HEADLINE_TOP, sizes, LINES)


class _Column:
    """The part of a card that holds the texts: `width` pixels at the side where reading begins."""

    def __init__(self, card: Image.Image, face: CardFace, width: int) -> None:
        self.card, self.face, self.width = card, face, width
        self.canvas = ImageDraw.Draw(card)
        self.is_rtl = face.direction == "rtl"
        self.photo_left = 0 if self.is_rtl else width
        self.bold = Hand(BOLD, face.direction, face.language)
        self.plain = Hand(REGULAR, face.direction, face.language)

    @property
    def room(self) -> int:
        return self.width - 2 * MARGIN

    def texts(self, sizes: tuple[int, ...]) -> None:
        face = self.face
        self._edge()
        self._line(face.label, self.bold, LABEL_SIZES, LABEL_TOP, MARK, self.room)
        block = _headline(face, self.bold, self.room, sizes)
        # A little above the middle, where the eye expects it.
        self._block(block, self.bold, HEADLINE_TOP + 0.42 * (HEADLINE_END - HEADLINE_TOP - block.height), INK)
        self._foot()

    def _edge(self) -> None:
        """A band along the edge where reading begins."""
        start = self._x(0, 14)
        self.canvas.rectangle((start, 0, start + 13, HEIGHT), fill=ACCENT)

    def _foot(self) -> None:
        start = self._x(MARGIN, SIGN)
        self.card.paste(_sign(SIGN, ACCENT, PAPER), (start, FOOT_TOP), _sign_shape(SIGN))
        beside = MARGIN + SIGN + 18
        room = self.width - beside - MARGIN
        if not self.face.date:
            self._line(self.face.site, self.bold, SITE_SIZES, FOOT_TOP + 14, ACCENT, room, beside)
            return
        self._line(self.face.site, self.bold, SITE_SIZES, FOOT_TOP - 6, ACCENT, room, beside)
        self._line(self.face.date, self.plain, DATE_SIZES, FOOT_TOP + 36, SOFT, room, beside)

    def ornament(self) -> None:
        """The sign of the house, large and pale, cut by the edge where reading ends."""
        size = 620
        sign = _lines_of_sign(size, 8)
        left = -size // 3 if self.is_rtl else WIDTH - size * 2 // 3
        self.card.paste(Image.new("RGB", (size, size), TINT), (left, -150), sign)

    def _line(
        self, text: str, hand: Hand, sizes: tuple[int, ...], top: int, colour: str, room: int, indent: int = MARGIN
    ) -> None:
        if not (text := drawable(text)):
            return
        block = fit(text, hand, room, 2 * sizes[0], sizes, 1)
        # On one line of letters whatever their ink: marks above must not push the word down.
        baseline = top + 1.08 * sizes[0]
        for line in block.lines:
            self._write(line.text, hand, block.size, baseline, colour, indent)

    def _block(self, block: Block, hand: Hand, top: float, colour: str) -> None:
        for line in block.lines:
            self._write(line.text, hand, block.size, top + line.baseline, colour, MARGIN)

    def _write(self, text: str, hand: Hand, size: int, baseline: float, colour: str, indent: int) -> None:
        first, last, _top, _bottom = hand.ink(text, size)
        advance = hand.width(text, size)
        # Ink may reach beyond the pen's way at either end: it stays inside the column.
        start = self._x(indent, 0) - (max(last, advance) if self.is_rtl else min(first, 0))
        self.canvas.text(
            (start, round(baseline)),
            text,
            font=hand.font(size),
            fill=colour,
            anchor="ls",
            direction=hand.direction,
            language=hand.language,
        )

    def _x(self, indent: int, width: int) -> int:
        """The left edge of something of this width, so far from where reading begins."""
        return WIDTH - indent - width if self.is_rtl else indent


def _framed(face: CardFace, photo: BinaryIO) -> Image.Image | None:
    frame = (PHOTO_WIDTH, HEIGHT)
    try:
        with Image.open(photo) as opened:
            opened.draft("RGB", (2 * frame[0], frame[1]))
            upright = ImageOps.exif_transpose(opened)
            flat = _on_paper(upright)
            return flat.resize(frame, Image.Resampling.LANCZOS, crop(flat.size, frame, face.photo.focus))
    except (OSError, SyntaxError, ValueError):
        return None


def _on_paper(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    sheet = Image.new("RGBA", clear.size, TINT)
    return Image.alpha_composite(sheet, clear).convert("RGB")


def _play_sign(card: Image.Image, middle: int) -> None:
    size, fine = 132, 4
    shape = Image.new("L", (size * fine, size * fine))
    canvas = ImageDraw.Draw(shape)
    canvas.ellipse((0, 0, size * fine - 1, size * fine - 1), fill=215)
    # A player's sign points the same way in every language.
    canvas.polygon([(fine * x, fine * y) for x, y in ((50, 36), (50, 96), (100, 66))], fill=0)
    shape = shape.resize((size, size), Image.Resampling.LANCZOS)
    card.paste(Image.new("RGB", (size, size), NIGHT), (middle - size // 2, HEIGHT // 2 - size // 2), shape)
    arrow = Image.new("L", (size * fine, size * fine))
    ImageDraw.Draw(arrow).polygon([(fine * x, fine * y) for x, y in ((50, 36), (50, 96), (100, 66))], fill=255)
    arrow = arrow.resize((size, size), Image.Resampling.LANCZOS)
    card.paste(Image.new("RGB", (size, size), WHITE), (middle - size // 2, HEIGHT // 2 - size // 2), arrow)


# --- the sign of the house, as theme/static/warraq/icon.svg draws it on a field of 40 ---


@cache
def _sign(size: int, ground: str, lines: str) -> Image.Image:
    sign = Image.new("RGB", (size, size), ground)
    sign.paste(Image.new("RGB", (size, size), lines), (0, 0), _lines_of_sign(size, 2.6))
    return sign


@cache
def _sign_shape(size: int) -> Image.Image:
    shape = Image.new("L", (size * 4, size * 4))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, size * 4 - 1, size * 4 - 1), radius=size * 4 * 7 // 40, fill=255)
    return shape.resize((size, size), Image.Resampling.LANCZOS)


@cache
def _lines_of_sign(size: int, stroke: float) -> Image.Image:
    fine = 4 if size < 200 else 2
    unit = size * fine / 40
    shape = Image.new("L", (size * fine, size * fine))
    canvas = ImageDraw.Draw(shape)
    weight = round(stroke * unit) if stroke < 4 else round(1.1 * unit)
    half = weight / unit / 2
    square, diamond = _ring(9, half), _turned(12.7, half)
    for outer, inner in (square, diamond):
        ring = Image.new("L", shape.size)
        pen = ImageDraw.Draw(ring)
        pen.polygon([(x * unit, y * unit) for x, y in outer], fill=255)
        pen.polygon([(x * unit, y * unit) for x, y in inner], fill=0)
        shape.paste(255, (0, 0), ring)
    radius = (3.2 + half) * unit
    middle = 20 * unit
    canvas.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), outline=255, width=weight)
    return shape.resize((size, size), Image.Resampling.LANCZOS)


Corners = list[tuple[float, float]]


def _ring(reach: float, half: float) -> tuple[Corners, Corners]:
    return _square(reach + half), _square(reach - half)


def _square(reach: float) -> Corners:
    return [(20 - reach, 20 - reach), (20 + reach, 20 - reach), (20 + reach, 20 + reach), (20 - reach, 20 + reach)]


def _turned(reach: float, half: float) -> tuple[Corners, Corners]:
    # A stroke of a square on its corner reaches further at the corners than its half.
    return _diamond(reach + half * 2**0.5), _diamond(reach - half * 2**0.5)


def _diamond(reach: float) -> Corners:
    return [(20, 20 - reach), (20 + reach, 20), (20, 20 + reach), (20 - reach, 20)]
