"""Who needs a second factor, and who has one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from warraq.newsroom.roles import Role

EVERYONE, OPERATOR, OF_GROUP = "everyone", "operator", "group:"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Whoever gives out accounts and rights holds the keys of the house, whatever the group is called by now.
KEYS = "people.change_user"


def word_of(role: Role) -> str:
    """How `warraq.toml` names a role: `editor-in-chief`."""
    return role.name.lower().replace("_", "-")


ROLES = {word_of(role): role for role in Role}


def groups_named(words: tuple[str, ...]) -> set[str]:
    """The names of the groups that these words of `warraq.toml` stand for."""
    return {ROLES[word].value for word in words if word in ROLES} | {
        word.removeprefix(OF_GROUP) for word in words if word.startswith(OF_GROUP)
    }


def needs_second_factor(user: Any) -> bool:
    """Does one of this user's roles need one?"""
    words = settings.WARRAQ_SECOND_FACTOR
    if not words:
        return False
    if EVERYONE in words or user.is_superuser:
        return True
    if OPERATOR in words and user.has_perm(KEYS):
        return True
    return bool(groups_named(words).intersection(user.groups.values_list("name", flat=True)))


def has_second_factor(user: Any) -> bool:
    """Recovery codes alone are none: they stand in for what is lost."""
    return is_mfa_enabled(user, FACTORS)


def lacks_second_factor(user: Any) -> bool:
    return needs_second_factor(user) and not has_second_factor(user)
