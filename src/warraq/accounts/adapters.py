"""What this site decides of django-allauth: no registration, secrets encrypted, the last factor of a role stays."""

import time
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import keeping
from .requirement import FACTORS, needs_second_factor
from .signals import sign_in_failed

FRESH = 300  # seconds for which a sign-in counts as proof of who sits there
NOWHERE = "0.0.0.0"


def attempts_at(name: str) -> str:
    """Under what attempts to sign in by this name are counted."""
    return f"name:{name.lower()}"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by those who may, never by a visitor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Your username and password didn't match. Please try again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or it has been used. Wait for the next one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, as the process in front says it (`conf/admission.py`)."""
        try:
            return str(ip_address(request.META.get("REMOTE_ADDR", "")))
        except ValueError:
            return NOWHERE

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who has only just signed in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(record["at"] > time.time() - FRESH for record in records[-1:])

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By the name alone: each name of the site would otherwise give as many attempts again.
        return attempts_at(credentials.get("username", ""))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in_failed.send(type(self), request=request, name=credentials.get("username", ""))


class FactorAdapter(DefaultMFAAdapter):
    """Secrets encrypted; nobody whose role needs a second factor can be without by a mistake of the mouse."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Your role needs a second factor: add another one first."),
    }

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.WAGTAIL_SITE_NAME}

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return keeping.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return keeping.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists()
