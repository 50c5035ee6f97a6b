"""The piece of every edition, so that it is stored before anybody asks."""

from collections.abc import Iterator

from warraq.editions.models import Edition
from warraq.pagestore.addresses import register_all

PIECE = "/_/breaking"


def pieces() -> Iterator[str]:
    for edition in Edition.objects.all():
        yield edition.path(PIECE)


def register() -> None:
    register_all(pieces)
