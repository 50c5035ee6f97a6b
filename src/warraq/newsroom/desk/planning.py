"""Today's list: what is open, by the hour it is due, and what was finished or dropped today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from warraq.stories.models import StoryPage

from .access import may_change, may_plan, may_write
from .models import PlannedStory
from .pages import in_review
from .panels import Desk, Panel

OPEN_SHOWN, CLOSED_SHOWN = 80, 20
SOON = timedelta(hours=1)
State = PlannedStory.State
# States of a line's story, which say more than the line's own.
PUBLISHED, SCHEDULED, IN_REVIEW = "published", "scheduled", "in_review"
WORDS = {PUBLISHED: _("published"), SCHEDULED: _("scheduled"), IN_REVIEW: _("in review")}


@dataclass(frozen=True)
class Line:
    """A line as somebody sees it. `state` is that of its story, if it has one, else its own."""

    pk: int
    version: int
    title: str
    section: str
    form: str
    owner: str
    is_mine: bool
    due_at: datetime | None
    due: str
    is_late: bool
    is_soon: bool
    is_closed: bool
    needs_photo: bool
    needs_map: bool
    note: str
    state: str
    state_label: str
    story: int | None
    can_change: bool
    can_start: bool

    @property
    def key(self) -> str:
        return f"line-{self.pk}"


class TodayPanel(Panel):
    name = "today"
    heading = _("Today’s list")
    empty = _("The list is empty. Write above what is to be covered; who takes it and until when can follow.")
    template_name = "newsroom/desk/today.html"
    order = 120
    is_aside = False

    @property
    def is_shown(self) -> bool:
        return may_write(self.desk.user)

    @property
    def can_plan(self) -> bool:
        return may_plan(self.desk.user)

    @cached_property
    def rows(self) -> list[Line]:
        of_mine = self.desk.scope.of_stories(PlannedStory.objects.all())
        by_hour = F("due_at").asc(nulls_last=True)
        still_open = of_mine.filter(closed_at=None).order_by(by_hour, "pk")[:OPEN_SHOWN]
        closed = of_mine.filter(closed_at__gte=self._midnight()).order_by("-closed_at")[:CLOSED_SHOWN]
        return lines_of([*_with_all(still_open), *_with_all(closed)], self.desk)

    @property
    def count(self) -> int:
        return sum(not line.is_closed for line in self.rows)

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.rows)

    @property
    def is_grave(self) -> bool:
        return bool(self.late)

    def _midnight(self) -> datetime:
        return datetime.combine(self.desk.today, time(), ZoneInfo(self.desk.wording.style.time_zone))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"people": people() if self.can_plan else [], "states": State.choices}


def lines_of(planned: list[PlannedStory], desk: Desk) -> list[Line]:
    """Two queries for what their stories are doing, however many lines there are."""
    stories = [line.story_id for line in planned if line.story_id]
    scheduled = _scheduled(stories) if stories else set()
    steps = in_review(stories) if stories else {}
    return [_line(line, desk, scheduled, steps) for line in planned]


def line_of(planned: PlannedStory, desk: Desk) -> Line:
    (line,) = lines_of([planned], desk)
    return line


def people() -> list[tuple[int, str]]:
    """Whom a line can be given: whoever is active and has a role."""
    users = get_user_model().objects.filter(is_active=True)
    users = users.filter(groups__isnull=False) | users.filter(is_superuser=True)
    users = users.distinct().order_by("first_name", "last_name", "username")
    return [(user.pk, user.get_full_name() or user.get_username()) for user in users]


def _with_all(lines: QuerySet) -> Iterable[PlannedStory]:
    story = ("story__live", "story__title", "story__section")
    return lines.select_related("section", "owner", "story").only(
        *(field.name for field in PlannedStory._meta.concrete_fields),
        "section__title",
        "owner__first_name",
        "owner__last_name",
        "owner__username",
        *story,
    )


def _scheduled(stories: list[int]) -> set[int]:
    rows = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in stories])
    return {int(pk) for pk in rows.exclude(approved_go_live_at=None).values_list("object_id", flat=True)}


def _line(line: PlannedStory, desk: Desk, scheduled: set[int], steps: dict[int, str]) -> Line:
    state = _state(line, scheduled, steps)
    is_open = line.closed_at is None and state != PUBLISHED
    can_change = may_change(desk.user, line)
    return Line(
        pk=line.pk,
        version=line.version,
        title=line.title,
        section=line.section.title if line.section else "",
        form=str(line.get_form_display()),
        owner=(line.owner.get_full_name() or line.owner.get_username()) if line.owner else "",
        is_mine=line.owner_id == desk.user.pk,
        due_at=line.due_at,
        due=desk.when(line.due_at),
        is_late=bool(is_open and line.due_at and line.due_at < desk.now),
        is_soon=bool(is_open and line.due_at and desk.now <= line.due_at < desk.now + SOON),
        is_closed=not is_open,
        needs_photo=line.needs_photo,
        needs_map=line.needs_map,
        note=line.note,
        state=state,
        state_label=str(WORDS.get(state) or State(state).label),
        story=line.story_id,
        can_change=can_change,
        can_start=bool(is_open and not line.story_id and can_change),
    )


def _state(line: PlannedStory, scheduled: set[int], steps: dict[int, str]) -> str:
    if not line.story_id or line.state == State.DROPPED:
        return line.state
    if line.story.live:
        return PUBLISHED
    if line.story_id in scheduled:
        return SCHEDULED
    return IN_REVIEW if line.story_id in steps else line.state


def start_story(line: PlannedStory, user: Any) -> StoryPage:
    """A draft of the line's story below its section, owned by who takes it; the line then leads to it."""
    # The history says who began it, by the owner it is made with.
    story = StoryPage(title=line.title, form=line.form, live=False, owner=user, locale=line.section.locale)
    with transaction.atomic():
        line.section.add_child(instance=story)
        if line.owner_id:
            StoryPage.objects.filter(pk=story.pk).update(owner=line.owner_id)
            story.owner_id = line.owner_id
        story.save_revision(user=user, log_action=False)
        line.change(user, line.version, story=story, state=State.WRITING)
    return story
