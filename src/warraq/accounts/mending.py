"""What is done to an account from outside: by the operator on the command line, or by whoever gives out accounts."""

from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from .adapters import attempts_at
from .signals import account_mended


@transaction.atomic
def reset_factor(user: Any, by: Any = None) -> int:
    """How many factors were taken away, with the recovery codes. Whoever is signed in as this user no longer is."""
    count, _each = Authenticator.objects.filter(user=user).delete()
    _end_all(user)
    _tell(user, by, "factor_reset")
    return count


@transaction.atomic
def end_sessions(user: Any, by: Any = None) -> int:
    """How many were ended, at once: the next thing asked for leads to the page where one signs in."""
    count = _end_all(user)
    _tell(user, by, "sessions_ended")
    return count


@transaction.atomic
def unlock(user: Any, by: Any = None) -> None:
    """Forget failed attempts, from wherever they came."""
    for key in (attempts_at(user.get_username()), f"mfa-auth-user-{user.pk}"):
        for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
            if rate.per == "key":
                where = ratelimit.get_cache_key(
                    HttpRequest(), app="allauth.account", action="login_failed", rate=rate, key=key
                )
                ratelimit.cache.delete(where)
    _tell(user, by, "unlocked")


@transaction.atomic
def set_active(user: Any, is_active: bool, by: Any = None) -> None:
    """Close an account without losing whose work was whose, or open it again."""
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    if not is_active:
        _end_all(user)
    _tell(user, by, "opened" if is_active else "closed")


@transaction.atomic
def set_password(user: Any, password: str) -> None:
    """A new password ends every session that began with the former one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    _end_all(user)


def _end_all(user: Any) -> int:
    """Every session, also one that began before sessions were listed."""
    UserSession.objects.filter(user=user).delete()
    ended = 0
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def _tell(user: Any, by: Any, deed: str) -> None:
    account_mended.send(type(user), user=user, actor=by, deed=deed)
