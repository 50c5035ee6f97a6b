"""Readers' comments that wait longest, for whoever moderates."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..moderation.access import may_moderate, reach_of
from ..moderation.grouping import Order, page_of
from ..moderation.rows import rows_of, waiting_for
from .panels import Panel

SHOWN = 5


class CommentsPanel(Panel):
    name = "comments"
    heading = _("Comments that wait")
    empty = _("No comment waits.")
    template_name = "newsroom/desk/comments.html"
    order = 240

    @property
    def is_shown(self) -> bool:
        return may_moderate(self.desk.user)

    @cached_property
    def reach(self) -> Any:
        return reach_of(self.desk.user)

    @cached_property
    def rows(self) -> list[Any]:
        groups = page_of(self.reach.comments().waiting(), Order(is_newest_first=False)).groups[:SHOWN]
        return rows_of(groups, self.reach)

    @cached_property
    def count(self) -> int:
        return waiting_for(self.reach)

    @property
    def number(self) -> str:
        """Counted to a limit, and worded as one."""
        return str(self.count)

    @cached_property
    def mark(self) -> str:
        return f"{self.count}-{self.rows[0].comment.pk if self.rows else 0}"

    @property
    def onward(self) -> str:
        return reverse("moderation:queue")
