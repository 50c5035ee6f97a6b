"""Which rendition of a picture machines are told of; only one that has been made."""

from dataclasses import dataclass
from typing import Any

from warraq.media.renditions import SHARE, Made, made

from .addresses import absolute


@dataclass(frozen=True)
class Shot:
    """A JPEG of a picture at one size."""

    url: str
    width: int
    height: int
    name: str
    storage: Any

    @property
    def length(self) -> int:
        """Bytes of the file; 0 where the storage cannot say, as RSS allows."""
        try:
            return self.storage.size(self.name)
        except (OSError, NotImplementedError):
            return 0


def share_shot(image: Any) -> Shot | None:
    """The picture cut for sharing."""
    return next((_shot(image, size) for size in made(image) if size.spec == SHARE), None)


def whole_shot(image: Any, at_most: int = 1440) -> Shot | None:
    """The whole picture in the largest size up to this width."""
    fitting = [size for size in made(image) if _is_whole_jpeg(size) and size.width <= at_most]
    return _shot(image, fitting[-1]) if fitting else None


def _is_whole_jpeg(size: Made) -> bool:
    return size.spec.startswith("width-") and size.spec.endswith("|format-jpeg")


def _shot(image: Any, size: Made) -> Shot:
    return Shot(absolute(size.url), size.width, size.height, size.name, image.file.storage)
