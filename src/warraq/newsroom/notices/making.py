"""Writing notices: in the transaction of what they tell, each by the way its receiver has chosen."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from .models import USUAL, Kind, Notice, NoticeChoice, Way


def tell(
    users: Iterable[Any],
    kind: Kind,
    page: Page,
    *,
    actor: Any = None,
    step: str = "",
    comment: str = "",
    due_at: datetime | None = None,
) -> list[Notice]:
    """Tell everybody but the one who did it. Nothing else of the story than its headline goes into a notice."""
    from .tasks import send  # noqa: PLC0415 - tasks read the models of this room when they are made

    receivers = {user.pk: user for user in users if user is not None and user.is_active and user != actor}
    ways = ways_of(receivers, kind)
    title = (page.draft_title or page.title)[:255]
    made = []
    for pk, way in ways.items():
        if way == Way.NONE:
            continue
        notice = Notice.objects.create(
            user=receivers[pk],
            kind=kind,
            page_id=page.pk,
            title=title,
            step=step,
            actor=actor if actor and actor.pk else None,
            comment=comment,
            due_at=due_at,
            is_listed=way.is_listed,
        )
        if way.is_mailed and receivers[pk].email:
            # Queued in the same transaction: it is sent if, and only if, what it tells has come about.
            send.enqueue(notice.pk)
        made.append(notice)
    return made


def ways_of(users: Iterable[int], kind: Kind) -> dict[int, Way]:
    users = list(users)
    chosen = dict(NoticeChoice.objects.filter(user__in=users, kind=kind).values_list("user", "way"))
    return {pk: Way(chosen.get(pk, USUAL[kind])) for pk in users}


def choices_of(user: Any) -> dict[Kind, Way]:
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("kind", "way"))
    return {kind: Way(chosen.get(kind, USUAL[kind])) for kind in Kind}


def choose(user: Any, ways: dict[Kind, Way]) -> None:
    for kind, way in ways.items():
        NoticeChoice.objects.update_or_create(user=user, kind=kind, defaults={"way": way})


def people(*numbers: int | None) -> list[Any]:
    """The accounts of these numbers, each once; those that are gone are left out."""
    return list(get_user_model().objects.filter(pk__in={number for number in numbers if number}))
