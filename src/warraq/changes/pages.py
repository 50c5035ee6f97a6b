"""The page base: a page goes live, changes and goes away in one transaction with its row in the change log."""

from collections.abc import Iterable, Mapping
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

    def listings(self) -> dict[str, Any]:
        """The lists this page stands in, by their keys, each with all that chooses it there and gives it its place.

        Nothing else: what a list prints of a page is named by the page's own key, which the list has noted.
        """
        return {}

    def comings_and_goings(self, changed: set[str]) -> set[str]:
        """Further keys where, by these lists having changed, something else enters a list or leaves it."""
        return set()

    def problems(self) -> list[Problem]:
        """What keeps this page from going live; empty when it is complete."""
        return []

    def settle(self) -> None:
        """Derive columns from the page's place in the tree and its state, before it is written."""

    def derive(self) -> None:
        """Write what is derived from the page and kept beside it, once it has been written itself."""

    def came_or_went(self) -> None:
        """Write what follows from the page's going online or offline, in the transaction of that."""

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        if is_bookkeeping(kwargs.get("update_fields")):
            return super().save(clean=clean, **kwargs)
        with transaction.atomic():
            before = self.stored()
            self.settle()
            if self.live and clean:
                self.require_completeness()
            result = super().save(clean=clean, **kwargs)
            if kwargs.get("update_fields") is None:
                self.derive()
            self._log_difference(before)
        return result

    def stored(self) -> "Visible":
        """What readers see of this page according to the database."""
        if not self.pk:
            return NOTHING
        # Held until the end of the transaction: what is compared with it must not change in between. The rows of both
        # tables are held: of one that is only joined PostgreSQL would show what it was before the wait.
        held = type(self)._base_manager.select_for_update(no_key=True)
        row = held.filter(pk=self.pk).first()
        return row.visible() if row else NOTHING

    def visible(self) -> "Visible":
        return Visible(True, self.listings()) if self.live else NOTHING

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
        elif before.listings and not after.listings:
            # Withdrawn, or open to some readers only: what others have of it goes before anything else.
            kind = Change.Kind.UNPUBLISHED
        self._note(kind, before, after)
        if before.live != after.live:
            self.came_or_went()

    def _note(self, kind: str, before: "Visible", after: "Visible") -> None:
        changed = before.lists_changed(after)
        Change.objects.note(kind, self.object_key, changed | self.comings_and_goings(changed))

    def log_removal(self) -> None:
        """Note that a live page is about to be deleted, with every list it leaves."""
        if self.live:
            self._note(Change.Kind.DELETED, self.stored(), NOTHING)

    def log_move(self) -> None:
        """Settle in the new place and note both lists: the one left and the one entered."""
        before = self.stored()
        self.settle()
        Page.save(self, clean=False)
        self.derive()
        after = self.visible()
        if after.live:
            self._note(Change.Kind.MOVED, before, after)


@dataclass(frozen=True)
class Visible:
    """A page as readers may see it: is it live, and where does it stand in which lists."""

    live: bool
    listings: Mapping[str, Any]

    def lists_changed(self, after: "Visible") -> set[str]:
        """Keys of the lists it enters or leaves, and of those in which it may stand in another place."""
        keys = self.listings.keys() | after.listings.keys()
        return {key for key in keys if self.listings.get(key) != after.listings.get(key)}


NOTHING = Visible(False, {})


def is_bookkeeping(update_fields: Iterable[str] | None) -> bool:
    """Is a save of these fields nothing to readers?"""
    return update_fields is not None and set(update_fields) <= BOOKKEEPING
