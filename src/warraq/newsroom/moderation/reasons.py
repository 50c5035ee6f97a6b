"""Reasons in words: why a comment is held, and why one is refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop, override

from warraq.comments.defence.rules import RULES
from warraq.comments.models import RejectReason
from warraq.editions.models import Edition

# By the codes that the defence gives.
WHY = {code: rule.words for code, rule in RULES.items()}

NONE, OWN = "none", "own"
# What is offered to an edition that has no reasons of its own: how moderators call it, and what its author is told.
USUAL = {
    "insult": (
        gettext_noop("Insult"),
        gettext_noop("It insults or belittles somebody. Write it again without that, and it can be shown."),
    ),
    "hatred": (
        gettext_noop("Hatred or incitement"),
        gettext_noop("It calls for hatred or violence against people for what they are or believe."),
    ),
    "accusation": (
        gettext_noop("Accusation without proof"),
        gettext_noop("It accuses somebody of a crime or a disgrace without naming a source that can be checked."),
    ),
    "off_topic": (gettext_noop("Off topic"), gettext_noop("It is not about the subject of the article.")),
    "private": (
        gettext_noop("Private data"),
        gettext_noop("It tells private things of somebody, such as an address or a telephone number."),
    ),
    "advertising": (gettext_noop("Advertising"), gettext_noop("It advertises something.")),
    "unreadable": (
        gettext_noop("Cannot be read"),
        gettext_noop("It cannot be understood, or is not in the language of this edition."),
    ),
}


@dataclass(frozen=True)
class Offered:
    """A reason to choose; `value` is how a form names it, `text` what the author reads."""

    value: str
    title: str
    text: str
    edition: int


def offered_for(editions: Iterable[Edition]) -> list[Offered]:
    """The reasons of these editions; those every edition has stand for one that has written none."""
    editions = list(editions)
    written: dict[int, list[RejectReason]] = {edition.pk: [] for edition in editions}
    for reason in RejectReason.objects.filter(edition__in=written).order_by("title", "pk"):
        written[reason.edition_id].append(reason)
    offered = []
    for edition in editions:
        offered += [_written(reason) for reason in written[edition.pk]] or [_usual(code, edition) for code in USUAL]
    return offered


def _written(reason: RejectReason) -> Offered:
    return Offered(str(reason.pk), reason.title, reason.text, reason.edition_id)


def _usual(code: str, edition: Edition) -> Offered:
    title, text = USUAL[code]
    return Offered(code, translated(title), _in_language_of(edition, text), edition.pk)


def _in_language_of(edition: Edition, words: str) -> str:
    with override(edition.code):
        return translated(words)


def words_for(value: str, own: str, edition: Edition) -> str | None:
    """What the author of a comment of this edition is told; None where the reason is another edition's."""
    if value == NONE:
        return ""
    if value == OWN:
        return own.strip()
    if value in USUAL:
        return _in_language_of(edition, USUAL[value][1])
    number = int(value) if value.isascii() and value.isdecimal() else 0
    return RejectReason.objects.filter(pk=number, edition=edition).values_list("text", flat=True).first()
