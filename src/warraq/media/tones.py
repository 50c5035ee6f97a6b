"""The colour a picture's place has until the picture is there, as classes: pages may carry no styles of their own.

Of the prevailing colour, lightness, chroma and hue (OKLCH) are rounded to 6 × 3 × 12 steps; the style sheet puts them
together again from 21 short rules (theme/styles/91-tones.css).
"""

from math import atan2, degrees, hypot

from PIL import Image as Pillow

LIGHTNESS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.93)
CHROMA = (0.0, 0.04, 0.1)
HUE_STEP = 30
_SAMPLE, _COLOURS = (48, 48), 6


def tone_of(picture: Pillow.Image) -> str:
    """The classes, such as `tone-l3 tone-c1 tone-h60`; empty where the page shows through the picture."""
    if picture.has_transparency_data and picture.convert("RGBA").getextrema()[3][0] < 255:
        return ""
    return classes(prevailing(picture))


def prevailing(picture: Pillow.Image) -> tuple[int, int, int]:
    """The middle of the largest of six groups of like colours: a mean of all is grey for nearly every picture."""
    sample = picture.convert("RGB").resize(_SAMPLE, Pillow.Resampling.BOX)
    grouped = sample.quantize(_COLOURS, Pillow.Quantize.MEDIANCUT, dither=Pillow.Dither.NONE)
    _count, number = max(grouped.getcolors())
    red, green, blue = grouped.getpalette()[3 * number : 3 * number + 3]
    return red, green, blue


def classes(colour: tuple[int, int, int]) -> str:
    lightness, chroma, hue = oklch(colour)
    light, strong = _nearest(LIGHTNESS, lightness), _nearest(CHROMA, chroma)
    if not strong:
        return f"tone-l{light} tone-c0"
    return f"tone-l{light} tone-c{strong} tone-h{round(hue / HUE_STEP) * HUE_STEP % 360}"


def _nearest(steps: tuple[float, ...], value: float) -> int:
    return min(range(len(steps)), key=lambda number: abs(steps[number] - value))


def oklch(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    """Lightness 0–1, chroma, and hue in degrees of an sRGB colour (https://www.w3.org/TR/css-color-4/#color-conversion-code)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
