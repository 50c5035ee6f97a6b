"""Makes a page's card where what it shows has changed, and takes away what is no longer named."""

import logging
from datetime import timedelta
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from warraq.changes.models import Change
from warraq.media.models import Image
from warraq.media.renditions import made as sizes_of
from warraq.stories.models import NumberedPage

from .drawing import draw
from .face import DESIGN, CardFace
from .faces import face_of, kinds
from .models import RetiredCard, ShareCard
from .queries import card_key

logger = logging.getLogger("warraq.sharecards")

FOLDER = "cards"
# Readers' caches and other sites may name a file for so long after our pages have stopped to.
KEPT = timedelta(days=7)
AT_A_TIME = 200
WIDE_ENOUGH = 900  # pixels of a size that is drawn from instead of the picture as it came in


def renew(number: int) -> bool:
    """Look at a page's card; was another one made or taken away?"""
    page = find(number)
    face = face_of(page) if page else None
    card = ShareCard.objects.filter(page=number).first()
    if face is None:
        return _take_away(card, page)
    digest = face.digest()
    if card and card.digest == digest and default_storage.exists(card.file):
        return False
    data = drawn(face, page.lead())
    if data is None:
        return _take_away(card, page)
    _store(page, digest, data, card)
    return True


def find(number: int) -> NumberedPage | None:
    """The page, if readers can open it and its kind has cards."""
    for model in kinds().values():
        if page := model.objects.listed().filter(pk=number).select_related("edition").first():
            return page
    return None


def drawn(face: CardFace, image: Image | None) -> bytes | None:
    """The card as a JPEG; None while the picture it shows cannot be read."""
    if face.photo is None or image is None:
        return draw(face)
    try:
        with _opened(image) as photo:
            return draw(face, photo)
    except (OSError, SyntaxError, ValueError) as error:
        logger.warning("no share card: picture %s cannot be read: %s", image.pk, error)
        return None


def _opened(image: Image) -> BinaryIO:
    """The smallest JPEG of the picture that is large enough, else the picture as it came in."""
    whole = [size for size in sizes_of(image) if size.spec.startswith("width-") and size.spec.endswith("|format-jpeg")]
    name = next((size.name for size in whole if size.width >= WIDE_ENOUGH), image.file.name)
    return image.file.storage.open(name, "rb")


def _store(page: NumberedPage, digest: str, data: bytes, card: ShareCard | None) -> None:
    name = f"{FOLDER}/{page.pk}-{digest}.jpg"
    # What a process that was killed has left behind may be torn.
    default_storage.delete(name)
    name = default_storage.save(name, ContentFile(data))
    with transaction.atomic():
        RetiredCard.objects.filter(file=name).delete()
        if card and card.file != name:
            retire(card.file, timezone.now() + KEPT)
        if (picture := getattr(page, "lead_picture", None)) and not picture.may_be_shown:
            # Whatever shows it goes with the right to it.
            RetiredCard.objects.filter(file__startswith=f"{FOLDER}/{page.pk}-").update(removable_at=timezone.now())
        ShareCard.objects.update_or_create(page_id=page.pk, defaults={"digest": digest, "file": name, "design": DESIGN})
        _note(page)


def _take_away(card: ShareCard | None, page: NumberedPage | None) -> bool:
    """Remove a card; at once with a page that readers can no longer open, for it says what the page said."""
    if card is None:
        return False
    with transaction.atomic():
        card.delete()  # its file is retired by a handler
        if page:
            retire(card.file, timezone.now() + KEPT)
            _note(page)
    return True


def _note(page: NumberedPage) -> None:
    Change.objects.note(Change.Kind.REFINED, f"sharecard:{page.pk}", {card_key(page)})


def retire(file: str, removable_at: object) -> None:
    RetiredCard.objects.update_or_create(file=file, defaults={"removable_at": removable_at})


def remove_retired() -> int:
    """Delete files whose time has come; how many there were."""
    rows = list(RetiredCard.objects.filter(removable_at__lte=timezone.now())[:AT_A_TIME])
    for row in rows:
        default_storage.delete(row.file)
    RetiredCard.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
