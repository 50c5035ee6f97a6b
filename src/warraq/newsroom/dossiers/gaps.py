"""What a dossier can lack: asked of all of them by one condition each, and said of each in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warraq.dossiers.models import DossierPage, Filing, TimelineEntry

QUIET_DAYS = 60
DAY = timedelta(days=1)


class Gap(Enum):
    """By the name it has in an address."""

    REVIEW = "review"
    OUTDATED = "outdated"
    SUMMARY = "summary"
    PICTURE = "picture"
    TIMELINE = "timeline"
    QUIET = "quiet"
    NOBODY = "nobody"

    @property
    def label(self) -> Any:
        return LABELS[self]

    @property
    def part(self) -> str:
        """The part of the dossier's editor where it is mended."""
        return PARTS.get(self, "")


LABELS = {
    Gap.REVIEW: _("to be reviewed"),
    Gap.OUTDATED: _("summary older than the newest story"),
    Gap.SUMMARY: _("no summary"),
    Gap.PICTURE: _("no picture"),
    Gap.TIMELINE: _("no timeline"),
    Gap.QUIET: _("no story for 60 days"),
    Gap.NOBODY: _("nobody responsible"),
}
PARTS = {
    Gap.OUTDATED: "panel-child-content-summary-section",
    Gap.SUMMARY: "panel-child-content-summary-section",
    Gap.PICTURE: "panel-child-content-picture-section",
    Gap.NOBODY: "panel-child-content-care-section",
}


def review_before(today: date) -> date:
    """A dossier that was looked through before this day is to be looked through again."""
    return today - timedelta(days=settings.WARRAQ_DOSSIER_REVIEW_DAYS)


def condition(gap: Gap, now: datetime) -> Q:
    """Closed dossiers rest: they are asked for nothing that only time makes missing."""
    is_open = Q(state=DossierPage.State.OPEN)
    match gap:
        case Gap.REVIEW:
            due = Q(reviewed_on=None) | Q(reviewed_on__lt=review_before(timezone.localdate(now)))
            return is_open & ~Q(summary="") & due
        case Gap.OUTDATED:
            day_after = ExpressionWrapper(OuterRef("reviewed_on") + DAY, DateTimeField())
            newer = Filing.objects.filter(dossier=OuterRef("pk"), story__listed_at__gte=day_after)
            return is_open & ~Q(summary="") & Exists(newer)
        case Gap.SUMMARY:
            return Q(summary="")
        case Gap.PICTURE:
            return Q(lead_picture=None)
        case Gap.TIMELINE:
            return ~Exists(TimelineEntry.objects.filter(dossier=OuterRef("pk")))
        case Gap.QUIET:
            # Found from the newest stories, which are few, and not from all that a dossier holds.
            lately = Filing.objects.filter(story__listed_at__gte=now - timedelta(days=QUIET_DAYS))
            return is_open & ~Q(pk__in=lately.values("dossier"))
        case Gap.NOBODY:
            return is_open & Q(responsible=None)


def to_review(user: Any, now: datetime) -> QuerySet:
    """Dossiers whose responsible editor this is and that are to be looked through again, the longest waiting first."""
    mine = DossierPage.objects.filter(responsible=user.pk).filter(condition(Gap.REVIEW, now))
    return mine.order_by("reviewed_on", "pk")


@dataclass(frozen=True)
class Care:
    """A dossier in the list. `proposals`: stories that are no event of its timeline yet and were not refused."""

    page: DossierPage
    responsible: str
    stories: int
    newest: datetime | None
    events: int
    gaps: tuple[Gap, ...]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def care_of(dossiers: Iterable[DossierPage], now: datetime) -> list[Care]:
    """Two queries for a whole page of the list."""
    dossiers = list(dossiers)
    numbers = [dossier.pk for dossier in dossiers]
    filed = Filing.objects.filter(dossier__in=numbers, story__listed_at__isnull=False).order_by()
    stories = {pk: rest for pk, *rest in filed.values_list("dossier").annotate(Count("pk"), Max("story__listed_at"))}
    entries = TimelineEntry.objects.filter(dossier__in=numbers).order_by()
    events = dict(entries.values_list("dossier").annotate(Count("pk")))
    return [_care(page, *stories.get(page.pk, (0, None)), events.get(page.pk, 0), now) for page in dossiers]


def _care(page: DossierPage, stories: int, newest: datetime | None, events: int, now: datetime) -> Care:
    today, is_open, reviewed = timezone.localdate(now), not page.is_closed, page.reviewed_on
    is_newer = bool(newest and reviewed and timezone.localdate(newest) > reviewed)
    lacks = {
        Gap.REVIEW: is_open and page.summary and (reviewed is None or reviewed < review_before(today)),
        Gap.OUTDATED: is_open and page.summary and is_newer,
        Gap.SUMMARY: not page.summary,
        Gap.PICTURE: page.lead_picture_id is None,
        Gap.TIMELINE: not events,
        Gap.QUIET: is_open and (newest is None or newest < now - timedelta(days=QUIET_DAYS)),
        Gap.NOBODY: is_open and page.responsible_id is None,
    }
    who = page.responsible
    name = (who.get_full_name() or who.get_username()) if who else ""
    return Care(page, name, stories, newest, events, tuple(gap for gap, is_there in lacks.items() if is_there))
