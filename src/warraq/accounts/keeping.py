"""What a second factor knows is kept encrypted: a copy of the database alone signs nobody in."""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SecretLost(ValidationError):
    """It was encrypted with another secret key than this site has now. In a form, a code that is not right."""

    silent_variable_failure = True

    def __init__(self) -> None:
        super().__init__(_("The second factor cannot be read any more. Whoever gives out accounts can take it away."))


def encrypt(text: str) -> str:
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode("ascii")


def decrypt(kept: str) -> str:
    try:
        return _box(settings.SECRET_KEY).decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise SecretLost from error


@cache
def _box(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"warraq second factor").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
