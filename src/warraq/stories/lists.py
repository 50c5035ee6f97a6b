"""In which lists a story stands, and what chooses it there: for a story being saved and for many being imported."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef

from warraq.changes.keys import list_key, month_key


def listings_of(
    story: Any, keywords: Iterable[int], authors: Iterable[int], dossiers: Iterable[int] = ()
) -> dict[str, Any]:
    """The keys of the lists a story stands in, each with what chooses and sorts it there."""
    moment = story.listed_at
    if moment is None:
        return {}
    fronts = [list_key(kind, pk, "stories") for kind, pk in _places(story)]
    # Rules choose among the newest by their form, and the lead of a front by its having a picture.
    found: dict[str, Any] = dict.fromkeys(fronts, (moment, story.form, story.lead_picture_id is not None))
    found |= {month_key(key, moment): moment for key in fronts}
    tags = [*_named("keyword", keywords), *_named("author", authors), *_named("dossier", dossiers)]
    return found | {list_key(kind, pk, "stories"): moment for kind, pk in tags}


def _places(story: Any) -> list[tuple[str, int]]:
    return [("edition", story.edition_id), ("section", story.section_id)]


def _named(kind: str, pks: Iterable[int]) -> list[tuple[str, int]]:
    return [(kind, pk) for pk in pks]


def directories_of(story: Any, changed: set[str]) -> set[str]:
    """The lists of all keywords and of all authors, where one of the story's has no other listed story.

    `changed` holds the keys of the lists that the story has entered or left.
    """
    found: set[str] = set()
    for kind, owner, rows in (
        ("keyword", "stories.Keyword", "stories.StoryKeyword"),
        ("author", "people.Author", "stories.Byline"),
    ):
        prefix = f"{kind}:"
        pks = sorted(int(key.split(":")[1]) for key in changed if key.startswith(prefix))
        if pks:
            found |= {list_key("edition", edition, f"{kind}s") for edition in _alone(story, kind, pks, owner, rows)}
    return found


def _alone(story: Any, kind: str, pks: list[int], owner: str, rows: str) -> set[int]:
    """The editions of those owners that no other listed story names."""
    owners = apps.get_model(owner).objects.filter(pk__in=pks)
    # Two stories that leave a keyword at once would each find the other one still there: one waits for the other,
    # and looks only then.
    list(owners.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    others = apps.get_model(rows).objects.filter(**{kind: OuterRef("pk")}, listed_at__isnull=False)
    return set(owners.filter(~Exists(others.exclude(story_id=story.pk))).values_list("edition_id", flat=True))
