"""What is listened to: a first factor ends the sessions that began without it; what befalls accounts is noted."""

from typing import Any

from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.http import HttpRequest

from warraq.audit.noting import note

from .requirement import FACTORS
from .signals import account_mended, password_set, sign_in_failed


def end_sessions_without_it(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    factors = Authenticator.objects.filter(user=user, type__in=FACTORS)
    if authenticator.type in FACTORS and factors.count() == 1:
        for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
            session.end()


def factor_added(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    _note("auth.factor_added", request, user, authenticator)


def factor_removed(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    _note("auth.factor_removed", request, user, authenticator)


def codes_made(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    _note("auth.codes_made", request, user, authenticator)


def factor_failed(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    note("auth.code_failed", subject=user, request=request, data={"kind": authenticator.type})


def password_failed(request: HttpRequest, name: str, **kwargs: Any) -> None:
    """Only for names that there are: people also type their password where the name belongs."""
    user = get_user_model().objects.filter(username=name).first()
    if user:
        note("auth.failed", subject=user, request=request)


def password_was_set(user: Any, **kwargs: Any) -> None:
    note("auth.password_set", subject=user)


def mended(user: Any, actor: Any, deed: str, **kwargs: Any) -> None:
    note(f"auth.{deed}", actor=actor, subject=user)


def _note(action: str, request: HttpRequest, user: Any, authenticator: Authenticator) -> None:
    note(action, actor=user, subject=user, request=request, data={"kind": authenticator.type})


HEARD = {
    mfa.authenticator_added: (end_sessions_without_it, factor_added),
    mfa.authenticator_removed: (factor_removed,),
    mfa.authenticator_reset: (codes_made,),
    mfa.authentication_failed: (factor_failed,),
    sign_in_failed: (password_failed,),
    password_set: (password_was_set,),
    account_mended: (mended,),
}


def connect() -> None:
    for signal, receivers in HEARD.items():
        for receiver in receivers:
            signal.connect(receiver, dispatch_uid=f"warraq.accounts.{receiver.__name__}")
