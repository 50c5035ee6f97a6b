"""What drawing a share card takes, over the newest pages of this site; nothing is stored."""

import time
from collections.abc import Callable
from statistics import fmean

from warraq.sharecards import making, sweeping
from warraq.sharecards.faces import face_of

from .wire import CannotMeasure

TARGET_MS = 110  # measured with the same parts before there was a program


def measure_cards(count: int, say: Callable[[str], object]) -> None:
    """Prints milliseconds and bytes. Raises CannotMeasure on a site without pages."""
    drawn: list[tuple[float, int]] = []
    before: int | None = sweeping.LAST
    while before and len(drawn) < count:
        numbers = sweeping.next_pages(before, is_all=True)
        before = numbers[-1] if numbers else None
        for number in numbers[: count - len(drawn)]:
            if found := _draw(number):
                drawn.append(found)
    if not drawn:
        raise CannotMeasure("this site has no page that a card can be drawn for")
    times = sorted(milliseconds for milliseconds, _size in drawn)
    say(f"{len(drawn)} share cards, milliseconds of CPU of one thread, from the page's number to the bytes of the JPEG")
    say(f"  median {times[len(times) // 2]:.0f}, p95 {times[int(0.95 * (len(times) - 1))]:.0f}, aim {TARGET_MS}")
    say(f"  {fmean(size for _milliseconds, size in drawn) / 1000:.0f} kB on average")


def _draw(number: int) -> tuple[float, int] | None:
    started = time.thread_time()
    page = making.find(number)
    face = face_of(page) if page else None
    data = making.drawn(face, page.lead()) if face else None
    return ((time.thread_time() - started) * 1000, len(data)) if data else None
