"""What others will show of a page as it stands in its form, and what an editor should know before they do."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from warraq.feeds.pictures import share_shot
from warraq.feeds.words import description_of, one_line
from warraq.sharecards.drawing import is_headline_cut
from warraq.sharecards.face import HEIGHT, WIDTH, CardFace
from warraq.sharecards.faces import face_of
from warraq.sharecards.lettering import REGULAR, Hand, drawable

from .images import address_of

# What search engines have room for: pixels of a title at 20 px, letters of a description.
TITLE_WIDTH, TITLE_SIZE, DESCRIPTION_LENGTH = 600, 20, 160


@dataclass(frozen=True)
class Sharing:
    """Texts as they will be told, the address of the picture, and sentences of warning in the editor's language."""

    title: str
    description: str
    host: str
    steps: list[str]
    picture: str
    is_card: bool
    warnings: list[str]


def sharing_of(page: Any) -> Sharing:
    # Only in memory: a preview is thrown away.
    page.published_at = page.published_at or timezone.now()
    face = face_of(page)
    title, description = one_line(page.share_title), description_of(page)
    return Sharing(
        title=title,
        description=description,
        host=urlsplit(settings.WARRAQ_BASE_URL).netloc,
        steps=[page.card_label],
        picture=address_of(face, page.lead()) if face else _own_picture(page),
        is_card=face is not None,
        warnings=[*_of_words(page, title, description), *_of_picture(page, face)],
    )


def _own_picture(page: Any) -> str:
    chosen = page.share_picture
    shot = share_shot(chosen) if chosen else None
    return shot.url if shot else chosen.file.url if chosen else ""


def _of_words(page: Any, title: str, description: str) -> list[str]:
    found = []
    hand = Hand(REGULAR, page.edition.direction, page.edition.code)
    if hand.width(drawable(title), TITLE_SIZE) > TITLE_WIDTH:
        found.append(_("Search engines will cut the end of this title. Give them a shorter one (“Promote”)."))
    if not description:
        found.append(_("There is no description: search engines will take words from the text."))
    elif len(description) > DESCRIPTION_LENGTH:
        found.append(_("Of the description about %d letters are shown.") % DESCRIPTION_LENGTH)
    return found


def _of_picture(page: Any, face: CardFace | None) -> list[str]:
    picture, found = page.lead(), []
    if picture is None:
        found.append(_("There is no picture: the card holds words only."))
    elif face is None and (picture.width < WIDTH or picture.height < HEIGHT):
        found.append(
            _("The picture for sharing has %(width)d × %(height)d pixels; below 1200 × 630 it looks blurred.")
            % {"width": picture.width, "height": picture.height}
        )
    if face and is_headline_cut(face):
        found.append(_("The headline does not fit on the card: its end is cut."))
    return found
