"""Keeps what is derived from the rules in step with them, in the same transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from warraq.editions.models import Edition

from . import letters, moderation
from .models import Comment, Rule
from .terms import keep_rules


def rules_changed(sender: type, instance: Rule, **kwargs: Any) -> None:
    keep_rules()


def edition_saved(sender: type, instance: Edition, **kwargs: Any) -> None:
    # It may have been read before a rule was written.
    keep_rules([instance])


def connect() -> None:
    post_save.connect(rules_changed, sender=Rule, dispatch_uid="warraq.comments.rule")
    post_delete.connect(rules_changed, sender=Rule, dispatch_uid="warraq.comments.rule_gone")
    moderation.decided.connect(letters.decided, sender=Comment, dispatch_uid="warraq.comments.letters")
    post_save.connect(edition_saved, sender=Edition, dispatch_uid="warraq.comments.edition")
