"""On which terms a story may be commented: its own word, else the narrowest rule, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from warraq.editions.models import Edition

from .models import Policy, Rule


@dataclass(frozen=True)
class Terms:
    """`closes_at` is None where comments stay open."""

    policy: Policy
    trusted_after: int = 3
    closes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """May somebody write just now?"""
        return self.policy != Policy.CLOSED and (self.closes_at is None or timezone.now() < self.closes_at)


def terms_of(story: Any) -> Terms:
    """The terms of a listed story; asks nothing of the database once the story and its edition are loaded."""
    section, form, policy, trusted_after, days = _narrowest(story)
    own_days = story.comment_days
    days = days if own_days is None else own_days
    closes_at = story.listed_at + timedelta(days=days) if days and story.listed_at else None
    return Terms(Policy(story.comment_policy or policy), trusted_after, closes_at)


def _narrowest(story: Any) -> tuple[int | None, str, str, int, int]:
    best = (None, "", Policy.PREMODERATED, 3, 0)
    weight = -1
    for row in story.edition.comment_rules:
        section, form = row[0], row[1]
        if section in (None, story.section_id) and form in ("", story.form):
            own = 2 * bool(form) + bool(section)
            if own > weight:
                best, weight = tuple(row), own
    return best


def keep_rules(editions: Iterable[Edition] | None = None) -> None:
    """Write the rules into the editions' rows, in the transaction that changes them: a page reads them from there."""
    rules = list(Rule.objects.select_related("section").order_by("pk"))
    for edition in Edition.objects.all() if editions is None else editions:
        rows = [_row(rule) for rule in rules if rule.section is None or rule.section.edition_id == edition.pk]
        Edition.objects.filter(pk=edition.pk).update(comment_rules=rows)


def _row(rule: Rule) -> list[Any]:
    return [rule.section_id, rule.form, rule.policy, rule.trusted_after, rule.closes_after_days]
