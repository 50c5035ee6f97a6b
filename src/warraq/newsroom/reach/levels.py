"""Wagtail's rights of a group to pages as a desk says them: nothing, own drafts, writing, publishing; and where."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupPagePermission, Page

from warraq.stories.models import SectionPage

from ..roles import PUBLISHES, WRITES


class Level(Enum):
    """In order; each holds the rights of Wagtail's that it stands for."""

    NONE = "none"
    DRAFTS = "drafts"
    WRITES = "writes"
    PUBLISHES = "publishes"

    @property
    def rights(self) -> frozenset[str]:
        return _RIGHTS[self]

    @property
    def label(self) -> Any:
        return _LABELS[self]


_RIGHTS = {
    Level.NONE: frozenset(),
    Level.DRAFTS: frozenset({"add_page"}),
    Level.WRITES: frozenset(WRITES),
    Level.PUBLISHES: frozenset(PUBLISHES),
}
_LABELS = {
    Level.NONE: _("nothing with pages"),
    Level.DRAFTS: _("writes own drafts and hands them in"),
    Level.WRITES: _("writes and edits, hands in"),
    Level.PUBLISHES: _("writes, edits and publishes"),
}


@dataclass
class Standing:
    """What a role may do with pages. `sections` is empty where it holds for the whole site.

    `is_uneven`: it may do different things in different places. `elsewhere`: it has rights to other single pages.
    """

    level: Level
    sections: list[SectionPage]
    is_uneven: bool = False
    elsewhere: int = 0


def standing_of(group: Group) -> Standing:
    by_place: dict[int, set[str]] = {}
    for page, codename in group.page_permissions.values_list("page", "permission__codename"):
        by_place.setdefault(page, set()).add(codename)
    if not by_place:
        return Standing(Level.NONE, [])
    root = Page.get_first_root_node().pk
    sections = list(SectionPage.objects.filter(pk__in=by_place).select_related("edition").order_by("path"))
    levels = {page: _level_of(rights) for page, rights in by_place.items()}
    places = [root] if root in by_place else [section.pk for section in sections]
    highest = max((levels[place] for place in places), key=list(Level).index, default=Level.NONE)
    named = {root, *(section.pk for section in sections)}
    is_uneven = len({levels[place] for place in levels if place in named}) > 1
    shown = [] if root in by_place else sections
    return Standing(highest, shown, is_uneven, len(by_place.keys() - named))


def _level_of(rights: set[str]) -> Level:
    if "publish_page" in rights:
        return Level.PUBLISHES
    if "change_page" in rights:
        return Level.WRITES
    return Level.DRAFTS if "add_page" in rights else Level.NONE


@transaction.atomic
def set_standing(group: Group, level: Level, sections: list[SectionPage]) -> None:
    """In these sections, or in the whole site; rights to other single pages stay as they are."""
    root = Page.get_first_root_node()
    rows = GroupPagePermission.objects.filter(group=group)
    # Deleting in bulk is no level: whoever had it and still publishes keeps it.
    deletes = level == Level.PUBLISHES and rows.filter(permission__codename="bulk_delete_page").exists()
    rows.filter(page__in=[root.pk, *SectionPage.objects.values_list("pk", flat=True)]).delete()
    rights = level.rights | ({"bulk_delete_page"} if deletes else set())
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=rights
    )
    made = [(place.pk, right) for place in sections or [root] for right in permissions]
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=place, permission=right) for place, right in made
    )
