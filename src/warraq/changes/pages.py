"""The page base: a page goes live, changes and goes away in one transaction with its row in the change log."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import COMMENTS_RELATION_NAME, Page

from .models import Change
from .recording import Recorded

# Written by Wagtail beside the content, while an editor is still drafting: readers see nothing of them.
BOOKKEEPING = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
    "locked",
    "locked_at",
    "locked_by",
    "alias_of",
    COMMENTS_RELATION_NAME,
}


@dataclass(frozen=True)
class Problem:
    """A reason why a page may not go live: the form field it stands in, and a sentence for the editor."""

    field: str
    message: Any


class IncompletePage(ValidationError):
    """Publishing was refused; nothing was changed. `page` and `problems` say where and why."""

    def __init__(self, page: Page, problems: list[Problem]) -> None:
        self.page = page
        self.problems = problems
        super().__init__([problem.message for problem in problems])


class LoggedPage(Recorded, Page):
    """A page whose every visible change is logged. Subclasses say which lists they stand in and what they lack."""

    class Meta:
        abstract = True

    def list_keys(self) -> set[str]:
        """Keys of the lists this page stands in, read from the database."""
        return set()

    def problems(self) -> list[Problem]:
        """What keeps this page from going live; empty when it is complete."""
        return []

    def settle(self) -> None:
        """Derive columns from the page's place in the tree and its state, before it is written."""

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        if _is_bookkeeping(kwargs.get("update_fields")):
            return super().save(clean=clean, **kwargs)
        with transaction.atomic():
            before = self.stored()
            self.settle()
            if self.live and clean:
                self.require_completeness()
            result = super().save(clean=clean, **kwargs)
            self._log_difference(before)
        return result

    def stored(self) -> "Visible":
        """What readers see of this page according to the database."""
        row = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        return row.visible() if row else Visible(False, frozenset())

    def visible(self) -> "Visible":
        return Visible(self.live, frozenset(self.list_keys()) if self.live else frozenset())

    def require_completeness(self) -> None:
        """Raise IncompletePage where something is missing."""
        if problems := self.problems():
            raise IncompletePage(self, problems)

    def _log_difference(self, before: "Visible") -> None:
        after = self.visible()
        if not (before.live or after.live):
            return
        kind = Change.Kind.EDITED
        if before.live != after.live:
            kind = Change.Kind.PUBLISHED if after.live else Change.Kind.UNPUBLISHED
        Change.objects.note(kind, self.object_key, set(before.keys | after.keys))

    def log_removal(self) -> None:
        """Note that a live page is about to be deleted, with every list it leaves."""
        if self.live:
            Change.objects.note(Change.Kind.DELETED, self.object_key, self.list_keys())

    def log_move(self) -> None:
        """Settle in the new place and note both lists: the one left and the one entered."""
        before = self.stored()
        self.settle()
        Page.save(self, clean=False)
        after = self.visible()
        if after.live:
            Change.objects.note(Change.Kind.MOVED, self.object_key, set(before.keys | after.keys))


@dataclass(frozen=True)
class Visible:
    """A page as readers may see it: is it live, and in which lists."""

    live: bool
    keys: frozenset[str]


def _is_bookkeeping(update_fields: Any) -> bool:
    return update_fields is not None and set(update_fields) <= BOOKKEEPING
