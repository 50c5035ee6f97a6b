"""What happens by itself between now and then, the earliest first, for the list beside the preview."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from warraq.changes.models import Due
from warraq.stories.embargoes import waiting_revision
from warraq.stories.models import Embargo

from .ahead import Foreseen

MOST = 100
HAPPENS = {"expires": _("goes offline"), "goes live": _("goes live")}
# By the first word of what is noted for the clock.
TURNS = {"front": _("the front changes"), "image": _("the right to show a picture ends")}


@dataclass
class Line:
    at: datetime
    what: Any
    title: str = ""
    page: int | None = None
    reasons: list[str] = field(default_factory=list)


def lines(found: Foreseen, now: datetime, until: datetime) -> list[Line]:
    told = [Line(event.at, _what(event), event.title, event.pk, event.reasons) for event in found.events]
    told += [*_lifts(now, until), *_turns(now, until)]
    return sorted(told, key=lambda line: line.at)[:MOST]


def _what(event: Any) -> Any:
    return _("cannot go live") if event.reasons else HAPPENS[event.what]


def _lifts(now: datetime, until: datetime) -> Iterator[Line]:
    rows = Embargo.objects.filter(until__gt=now, until__lte=until).select_related("page")[:MOST]
    for row in rows:
        is_waiting = waiting_revision(row.page) is not None
        what = _("embargo lifts") if is_waiting else _("embargo lifts, but the page is not approved")
        yield Line(row.until, what, row.page.get_admin_display_title(), row.page_id)


def _turns(now: datetime, until: datetime) -> Iterator[Line]:
    rows = Due.objects.filter(turned_at=None, at__gt=now, at__lte=until).order_by("at")
    for at, subject in rows.values_list("at", "subject")[:MOST]:
        if what := TURNS.get(subject.partition(":")[0]):
            yield Line(at, what)
