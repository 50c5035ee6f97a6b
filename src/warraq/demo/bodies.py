"""Turns the parts of a text into the stream a page keeps."""

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wagtail.blocks import StreamValue
from wagtail.models import Page

from . import markup
from .scene import Scene
from .shots import story_shot


def stream(scene: Scene, model: type[Page], key: str, body: str) -> StreamValue:
    """The body as a value of the page type's field; ids of blocks are the same on every run."""
    numbers = count(1)
    raw = [
        {
            "type": part.kind,
            "value": _value(scene, key, part, numbers),
            "id": str(uuid5(NAMESPACE_URL, f"{key}#{n}")),
        }
        for n, part in enumerate(markup.parts(body))
    ]
    return model._meta.get_field("body").stream_block.to_python(raw)


def _value(scene: Scene, key: str, part: markup.Part, numbers: Any) -> Any:
    if part.kind == "picture":
        image = scene.images[story_shot(key, next(numbers))]
        return {"image": image.pk, "alt": "", "caption": part.value.caption}
    if isinstance(part.value, markup.Reference):
        return {"page": _PAGES[part.kind](scene)[part.value.key].pk}
    return part.value


_PAGES: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "album": lambda scene: scene.galleries,
    "video": lambda scene: scene.galleries,
    "related": lambda scene: scene.stories,
}
