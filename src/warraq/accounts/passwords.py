"""Passwords that an operator gives: made up, typed twice, or read from a pipe."""

import secrets
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator, validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError

from .signals import password_set


class LongEnough(MinimumLengthValidator):
    """Tells of every password that is set, on whatever road: Django says it to validators alone."""

    def password_changed(self, password: str, user: Any) -> None:
        password_set.send(type(user), user=user)


def new_password() -> str:
    return secrets.token_urlsafe(12)


def read_password(user: Any, is_generated: bool) -> str:
    """One that the site's rules allow for this user; raises CommandError with the rule that it breaks."""
    if is_generated:
        return new_password()
    password = _typed() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password


def _typed() -> str:
    password = getpass("new password: ")
    if password != getpass("once more: "):
        raise CommandError("the two are not the same")
    return password
