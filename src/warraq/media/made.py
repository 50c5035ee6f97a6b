"""What has been made of a film, as a page names it."""

from typing import NamedTuple


class Made(NamedTuple):
    """A whole file: its address, width and height in pixels, size in bytes."""

    url: str
    width: int
    height: int
    size: int
