"""People with and without a second factor, and the codes that an app would show."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache, caches
from django.test import Client

from warraq import testing
from warraq.newsroom.roles import Role

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()
    caches["shared"].clear()


@pytest.fixture
def app_code() -> Callable[..., str]:
    """The code of the app now, or some half minutes earlier or later."""

    def code(steps: int = 0, secret: str = SECRET) -> str:
        now = list(yield_hotp_counters_from_time())[1]
        return format_hotp_value(hotp_value(secret, now + steps))

    return code


@pytest.fixture
def chief() -> Any:
    """An editor-in-chief with an app and recovery codes."""
    user = testing.make_user("chief", Role.EDITOR_IN_CHIEF)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


@pytest.fixture
def recovery_codes(chief: Any) -> list[str]:
    return Authenticator.objects.get(user=chief, type="recovery_codes").wrap().get_unused_codes()


@pytest.fixture
def required(settings: Any) -> None:
    settings.WARRAQ_SECOND_FACTOR = ("operator", "editor-in-chief")


def sign_in(client: Client, name: str, password: str = testing.PASSWORD, **more: str) -> Any:
    return client.post("/newsroom/login/", {"login": name, "password": password, **more})


def is_inside(client: Client) -> bool:
    return client.get("/newsroom/account/").status_code == 200
