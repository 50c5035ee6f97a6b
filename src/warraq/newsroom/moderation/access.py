"""Who moderates comments, and which: all of them, or those of the sections and editions given to a moderator."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.permission_policies import ModelPermissionPolicy

from warraq.comments.models import Comment
from warraq.editions.models import Edition
from warraq.stories.models import SectionPage, StoryPage

from .models import Assignment

RIGHT = "comments.moderate_comment"


def may_moderate(user: Any) -> bool:
    return user.has_perm(RIGHT)


def moderators() -> QuerySet:
    """Who has the right, by a group or in person."""
    label, codename = RIGHT.split(".")
    right = Permission.objects.filter(content_type__app_label=label, codename=codename)
    has_it = Q(groups__permissions__in=right) | Q(user_permissions__in=right) | Q(is_superuser=True)
    return get_user_model().objects.filter(has_it).distinct().order_by("username")


@dataclass(frozen=True)
class Reach:
    """Which comments a moderator sees and decides about; without any assignment every one of the site."""

    editions: frozenset[int] = frozenset()
    sections: frozenset[int] = frozenset()

    @property
    def is_everywhere(self) -> bool:
        return not (self.editions or self.sections)

    def within(self, comments: QuerySet) -> QuerySet:
        if self.is_everywhere:
            return comments
        return comments.filter(Q(edition__in=self.editions) | Q(story__section__in=self.sections))

    def comments(self) -> QuerySet:
        return self.within(Comment.objects.all())

    def of_stories(self) -> Q:
        return Q() if self.is_everywhere else Q(edition__in=self.editions) | Q(section__in=self.sections)

    def reaches(self, story: StoryPage) -> bool:
        return self.is_everywhere or story.edition_id in self.editions or story.section_id in self.sections

    def edition_choices(self) -> QuerySet:
        """The editions to choose among, with those of the sections given."""
        if self.is_everywhere:
            return Edition.objects.all()
        of_sections = SectionPage.objects.filter(pk__in=self.sections).values("edition")
        return Edition.objects.filter(Q(pk__in=self.editions) | Q(pk__in=of_sections))

    def section_choices(self) -> QuerySet:
        sections = SectionPage.objects.order_by("path")
        if self.is_everywhere:
            return sections
        return sections.filter(Q(pk__in=self.sections) | Q(edition__in=self.editions))


def reach_of(user: Any) -> Reach:
    rows = list(Assignment.objects.filter(user=user.pk).values_list("edition", "section"))
    return Reach(_those(edition for edition, _s in rows), _those(section for _e, section in rows))


def _those(numbers: Iterable[int | None]) -> frozenset[int]:
    return frozenset(number for number in numbers if number is not None)


class ForModerators:
    """Mixin for views that only moderators may open; `reach` says what they see there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate(request.user):
            raise PermissionDenied
        self.reach = reach_of(request.user)
        return super().dispatch(request, *args, **kwargs)


def _moderates_everywhere(user: Any) -> bool:
    """Remembered with the user, who is read anew for each request: a list asks for each deed of each row."""
    if not hasattr(user, "moderates_everywhere"):
        user.moderates_everywhere = may_moderate(user) and reach_of(user).is_everywhere
    return user.moderates_everywhere


class ModeratorsPolicy(ModelPermissionPolicy):
    """For records that moderators look after: whoever moderates everywhere may do these `actions`, and no others."""

    def __init__(self, model: type, actions: Iterable[str]) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and _moderates_everywhere(user)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
