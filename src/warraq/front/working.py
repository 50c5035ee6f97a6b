"""Changing a front: the copy that editors work on, step by step, and what readers have of it.

Every function opens one transaction, holds the front's row and writes a step. A step names what it touches; a change
that was made without having seen a later step of the same is refused, any other is made on top of what others did.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from warraq.audit.noting import note

from .arranged import Arranged, default_of, touched
from .models import Arrangement, FrontStep, SavedFront

Kind = FrontStep.Kind


class Overtaken(Exception):
    """Somebody else has changed the same since; `step` is theirs. Nothing was done."""

    def __init__(self, step: FrontStep) -> None:
        super().__init__(str(step))
        self.step = step


def arrange(page: Any, content: Arranged) -> Arrangement:
    """Let readers and editors have this at once: for programs. Nobody's step."""
    with transaction.atomic():
        row = Arrangement.held(page)
        row.working = content.as_json()
        row.show(content)
        return row


def disarrange(page: Any) -> None:
    """Let readers have what stands before anybody arranges the front: for programs. What editors did stays written."""
    with transaction.atomic():
        row = arrange(page, default_of(page))
        if not row.number and not page.saved_fronts.exists():
            row.delete()


def leave_out(page: Any, pages: set[int]) -> None:
    """Take pages that go away out of what readers have, of the working copy and of saved fronts: for programs."""
    if not Arrangement.objects.filter(page=page.pk).exists():
        return
    with transaction.atomic():
        row = Arrangement.held(page)
        row.working = Arranged.from_json(row.working).without_pages(pages).as_json()
        for saved in page.saved_fronts.all():
            saved.content = Arranged.from_json(saved.content).without_pages(pages).as_json()
            saved.save()
        row.published = Arranged.from_json(row.published).without_pages(pages).as_json()
        row.put_in_line(timezone.now())


def work(
    page: Any, user: Any, seen: int, kind: str, what: str, make: Callable[[Arranged], Arranged]
) -> FrontStep | None:
    """Make a change on the working copy as it is now; None where it changes nothing."""
    with transaction.atomic():
        row = Arrangement.held(page)
        before = Arranged.from_json(row.working)
        after = make(before)
        touches = touched(before, after)
        _refuse_if_overtaken(row, seen, touches)
        row.working = after.as_json()
        return _step(row, user, kind, what, touches) if after != before else None


def publish(page: Any, user: Any, seen: int) -> FrontStep:
    """Let readers have the working copy; refused while there is a step that the editor has not seen."""
    with transaction.atomic():
        row = Arrangement.held(page)
        _refuse_if_unseen(row, seen)
        step = _step(row, user, Kind.PUBLISHED, "", ())
        row.show(Arranged.from_json(row.working))
        note("front.published", actor=user, subject=page, data={"step": step.number})
        return step


def return_to(page: Any, user: Any, seen: int, number: int) -> FrontStep:
    """Let readers have what they had after an earlier step; what is being worked on stays among the steps."""
    with transaction.atomic():
        row = Arrangement.held(page)
        _refuse_if_unseen(row, seen)
        former = row.steps.get(number=number)
        touches = touched(Arranged.from_json(row.working), Arranged.from_json(former.content))
        row.working = former.content
        step = _step(row, user, Kind.RETURNED, str(number), touches)
        row.show(Arranged.from_json(former.content))
        note("front.returned", actor=user, subject=page, data={"step": step.number, "to": number})
        return step


# --- saved fronts ----------------------------------------------------------------------------------------------


def save_as(page: Any, user: Any, name: str) -> SavedFront:
    """Keep the working copy under a name; what was kept under it before is written over, its hours stay."""
    with transaction.atomic():
        row = Arrangement.held(page)
        values = {"content": row.working, "saved_by": user}
        saved, _made = SavedFront.objects.get_or_create(page_id=page.pk, name=name, defaults=values)
        saved.content, saved.saved_by = row.working, user
        saved.save()
        _step(row, user, Kind.SAVED, name, ())
        if saved.starts_at:
            row.put_in_line(timezone.now())
        return saved


def take(page: Any, user: Any, seen: int, saved: SavedFront) -> FrontStep | None:
    """A saved front becomes the working copy."""
    content = Arranged.from_json(saved.content)
    return work(page, user, seen, Kind.LOADED, saved.name, lambda _now: content)


def set_hours(page: Any, user: Any, saved: SavedFront, starts: datetime | None, ends: datetime | None) -> None:
    """When a saved front stands; without a beginning it never does."""
    with transaction.atomic():
        row = Arrangement.held(page)
        saved.starts_at, saved.ends_at, saved.has_begun = starts, ends if starts else None, False
        saved.save()
        _step(row, user, Kind.TIMED, saved.name, ())
        row.put_in_line(timezone.now())
        times = {"from": saved.starts_at, "until": saved.ends_at}
        note("front.timed", actor=user, subject=page, data={"name": saved.name} | times)


def end(page: Any, user: Any, saved: SavedFront) -> FrontStep | None:
    """Take a saved front from readers now: they have what stands behind it. None where it does not stand."""
    with transaction.atomic():
        row, now = Arrangement.held(page), timezone.now()
        saved.refresh_from_db()
        if not saved.stands(now):
            return None
        if not saved.has_begun:
            _begin(row, saved)
        saved.ends_at, saved.has_begun = now, True
        saved.save()
        row.put_in_line(now)
        step = _step(row, user, Kind.ENDED, saved.name, (), row.at(now).as_json())
        note("front.ended", actor=user, subject=page, data={"name": saved.name, "step": step.number})
        return step


def forget(page: Any, user: Any, saved: SavedFront) -> None:
    """A saved front is deleted; if it stands, readers have the published one again."""
    with transaction.atomic():
        row = Arrangement.held(page)
        name = saved.name
        saved.delete()
        row.put_in_line(timezone.now())
        note("front.forgotten", actor=user, subject=page, data={"name": name})


def begin(saved: SavedFront) -> None:
    """Write down that readers have a saved front: its hour has come."""
    with transaction.atomic():
        row = Arrangement.objects.select_for_update().get(page=saved.page_id)
        if SavedFront.objects.filter(pk=saved.pk, has_begun=False).update(has_begun=True):
            _begin(row, saved)


def _begin(row: Arrangement, saved: SavedFront) -> None:
    _step(row, None, Kind.BEGUN, saved.name, (), saved.content)
    note("front.begun", subject=saved.page.specific_deferred, data={"name": saved.name})


# --- steps -----------------------------------------------------------------------------------------------------


def _step(row: Arrangement, user: Any, kind: str, what: str, touches: Iterable[str], content: Any = None) -> FrontStep:
    row.number += 1
    row.save(update_fields=["working", "number"])
    return FrontStep.objects.create(
        arrangement=row,
        number=row.number,
        user=user,
        user_name=(user.get_full_name() or user.get_username()) if user else "",
        kind=kind,
        what=what[:255],
        touches=sorted(touches),
        content=content or row.working,
    )


def _refuse_if_overtaken(row: Arrangement, seen: int, touches: set[str]) -> None:
    for step in row.steps.filter(number__gt=seen).defer("content"):
        if touches & set(step.touches):
            raise Overtaken(step)


def _refuse_if_unseen(row: Arrangement, seen: int) -> None:
    newest = row.steps.filter(number__gt=seen).defer("content").first()
    if newest:
        raise Overtaken(newest)
