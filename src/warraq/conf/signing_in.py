"""How one signs in to the newsroom, in the settings of django-allauth."""

from typing import Any
from urllib.parse import urlsplit

from .site import SiteFile

LOCAL = ("127.0.0.1", "localhost", "::1", "[::1]")
USUAL = ("operator", "editor-in-chief")
LOGIN = "/newsroom/login/"
MINUTE = 60


def is_local(site: SiteFile) -> bool:
    """Can the site be reached by nobody but the person at this machine?"""
    names = (urlsplit(site.base_url).hostname, *site.allowed_hosts)
    return all(name in LOCAL for name in names)


def second_factor(site: SiteFile) -> tuple[str, ...]:
    """The roles that need one: those named, else the usual ones of a site that others can reach."""
    if site.second_factor is not None:
        return site.second_factor
    return () if is_local(site) else USUAL


def settings(site: SiteFile) -> dict[str, Any]:
    """Everything django-allauth and the newsroom's sign-in read."""
    return {
        "WARRAQ_SECOND_FACTOR": second_factor(site),
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/newsroom/",
        "WAGTAILADMIN_LOGIN_URL": LOGIN,
        "WAGTAIL_FRONTEND_LOGIN_URL": LOGIN,
        # A link that is printed where nobody looks helps nobody; `warraq user` does.
        "WAGTAIL_PASSWORD_RESET_ENABLED": bool(site.email_url),
        "ACCOUNT_ADAPTER": "warraq.accounts.adapters.AccountAdapter",
        "ACCOUNT_FORMS": {"login": "warraq.accounts.forms.SignInForm"},
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_REDIRECT_URL": LOGIN,
        "ACCOUNT_PRESERVE_USERNAME_CASING": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * MINUTE,
        "ACCOUNT_RATE_LIMITS": {
            "login": "60/m/ip",
            # The second counts attempts at one name from anywhere: it holds against many machines, too.
            "login_failed": "10/m/ip,10/5m/key",
            "reauthenticate": "10/m/user",
            "reset_password": "5/m/ip",
        },
        "MFA_ADAPTER": "warraq.accounts.adapters.FactorAdapter",
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_FORMS": {
            "activate_totp": "warraq.accounts.forms.FirstCodeForm",
            "authenticate": "warraq.accounts.forms.CodeForm",
            "reauthenticate": "warraq.accounts.forms.CodeAgainForm",
            "add_webauthn": "warraq.accounts.forms.PasskeyForm",
        },
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_TOTP_TOLERANCE": 1,
    }
