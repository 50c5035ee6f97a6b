"""Forms of sign-in, in the newsroom's words."""

import hashlib
import re
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from warraq.language.digits import ascii_digits

from .cache import SHARED

VALID = 90  # seconds for which a code of an app is taken: its own half minute and one on either side


class SignInForm(LoginForm):
    """A name and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username")
        self.fields["password"].label = _("Password")
        self.fields["remember"].label = _("Remember me")
        self.fields["password"].help_text = ""
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        # Names are often typed on a phone, whose keyboard means well.
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "dir": "auto"}


class WrittenCode:
    """A code as people write it: an Arabic keyboard has Arabic digits, and an app shows two groups of three."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.max_length = 40
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs |= {"inputmode": "numeric", "dir": "ltr", "autofocus": True}

    def clean_code(self) -> str:
        self.cleaned_data["code"] = re.sub(r"[\s\-]", "", ascii_digits(self.cleaned_data["code"]))
        return super().clean_code()


class FirstCodeForm(WrittenCode, ActivateTOTPForm):
    """The first code of a new app, by which it shows that it has read the picture."""


class OneCode(WrittenCode):
    """A code that is taken once: django-allauth forgets a used one after half a minute."""

    def clean_code(self) -> str:
        code = super().clean_code()
        digest = hashlib.sha256(code.encode()).hexdigest()
        if not cache.add(f"{SHARED}.once:{self.user.pk}:{digest}", 1, VALID):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OneCode, AuthenticateForm):
    """When signing in."""


class CodeAgainForm(OneCode, ReauthenticateForm):
    """Before a dangerous act."""


class PasskeyForm(AddWebAuthnForm):
    """Named by its owner; usually it signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("By which you will know it, such as “my phone”")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _("It then asks for your fingerprint, face or PIN itself.")
        self.fields["passwordless"].initial = True
