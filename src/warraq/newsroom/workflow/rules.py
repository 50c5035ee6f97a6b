"""Where nothing goes live without somebody else's approval. One query a user and request, none more a page."""

from functools import cache
from typing import Any

from wagtail.models import Page, WorkflowPage

from warraq.stories.models.public import NumberedPage

from .models import ReviewTask


def needs_approval(page: Page, user: Any) -> bool:
    """Is it written work, such as a story, in a part of the site where authors do not publish themselves?"""
    return _is_written(page.specific_class) and _is_strict(page.path, user)


def needs_approval_below(page: Page, user: Any) -> bool:
    return _has_written_below(page.specific_class) and _is_strict(page.path, user)


def _is_written(kind: type[Page] | None) -> bool:
    return kind is not None and issubclass(kind, NumberedPage)


@cache
def _has_written_below(kind: type[Page] | None) -> bool:
    return kind is not None and any(_is_written(below) for below in kind.allowed_subpage_models())


def _is_strict(path: str, user: Any) -> bool:
    places = _places(user)
    nearest = max((place for place in places if path.startswith(place)), key=len, default=None)
    return nearest is not None and places[nearest]


def _places(user: Any) -> dict[str, bool]:
    """Paths of pages with a workflow of their own: whether somebody else must approve there."""
    if not hasattr(user, "_strict_places"):
        strict = set(
            ReviewTask.objects.filter(others_only=True, active=True).values_list("workflow_tasks__workflow", flat=True)
        )
        rows = WorkflowPage.objects.filter(workflow__active=True).values_list("page__path", "workflow")
        # Most sites have none: then the second question is not asked.
        user._strict_places = {path: workflow in strict for path, workflow in rows} if strict - {None} else {}
    return user._strict_places
