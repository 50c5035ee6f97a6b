"""From a page to what its card shows. Loads nothing that the page's own head has not loaded."""

from functools import cache
from typing import Any

from django.apps import apps
from django.utils import translation

from warraq.dates import format as written
from warraq.stories.models import NumberedPage

from .face import CardFace, Photo
from .lettering import drawable


@cache
def kinds() -> dict[str, type[NumberedPage]]:
    """The page types that have cards, by the kind in their keys."""
    found = [model for model in apps.get_models() if issubclass(model, NumberedPage)]
    return {model.key_kind: model for model in found}


def has_card(page: Any) -> bool:
    """A picture that the editor has chosen for sharing is shown as it is: words printed over it would spoil it."""
    return page.key_kind in kinds() and not (page.share_picture_id and page.share_picture.may_be_shown)


def face_of(page: NumberedPage) -> CardFace | None:
    """What the page's card shows; None where it has none: nothing to read, no letters that the face can draw."""
    if not has_card(page) or not page.published_at:
        return None
    edition, headline = page.edition, drawable(page.title)
    if not headline or 2 * len(headline) < len(page.title):
        return None
    with translation.override(edition.code):
        label = str(page.card_label)
    moment = page.card_moment
    return CardFace(
        headline=headline,
        label=label,
        date=written.calendars_line(moment, edition.date_style, as_of=moment) if moment else "",
        site=edition.name,
        language=edition.code,
        direction=edition.direction,
        photo=photo_of(page.lead()),
        is_film=page.has_film,
    )


def photo_of(image: Any) -> Photo | None:
    if image is None:
        return None
    x, y = image.focal_point_x, image.focal_point_y
    # Without a focal point a little above the middle, where faces are.
    focus = (0.5, 0.42) if x is None or y is None else (x / image.width, y / image.height)
    return Photo(image.file.name, image.width, image.height, focus)
