"""What the scripts that keep text must know, as data in the page."""

from base64 import b64encode
from typing import Any

from django import template
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_words(context: dict[str, Any]) -> SafeString | str:
    """Nothing for who is not signed in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    told = {"user": user.pk, "key": key_of(user), "state": reverse("kept:state"), "back": reverse("kept:back")}
    login = f"{reverse('account_login')}?next={reverse('kept:back')}"
    return json_script(told | {"login": login, "home": reverse("wagtailadmin_home"), "words": _words()}, "kept-words")


def key_of(user: Any) -> str:
    """Of this user alone: who signs in later at the same computer cannot read what was kept (256 bits, Base64)."""
    return b64encode(salted_hmac("warraq.kept", str(user.pk), algorithm="sha256").digest()).decode()


def _words() -> dict[str, str]:
    return {
        "offline": _("There is no connection. Your text is kept in this browser, not yet sent."),
        "down": _("The server does not answer. Your text is kept in this browser, not yet sent."),
        "full": _("The server has no room left on its disk. Your text is kept in this browser, not yet sent."),
        "signed_out": _("You are no longer signed in. Your text is kept in this browser, not yet sent."),
        "other_user": _("Somebody else is signed in now. Your text is kept in this browser under your name."),
        "newer": _("A newer version was saved meanwhile. Your text is kept in this browser: open the page again."),
        "refused": _("The server does not take the text as it is. It is kept in this browser, not yet sent."),
        "unkept": _("This browser cannot keep a copy: do not close the page before the text is saved."),
        "again": _("It is sent as soon as that is possible."),
        "sent": _("All your text is on the server again."),
        "sign_in": _("Sign in again in a new tab"),
        "try": _("Try now"),
        "reload": _("Open the page again"),
        "found": _("Text of this page that never reached the server is kept in this browser, from {time}."),
        "meanwhile": _("The page was saved again after that: look at the difference first. Both versions stay."),
        "difference": _("Show the difference"),
        "bring": _("Bring the text back"),
        "forget": _("Delete the copy"),
        "sure": _("Delete the text that is kept in this browser? Nothing else has it."),
        "legend": _("Underlined: only in this browser. Struck through: only on the server."),
        "elsewhere": _("Kept in this browser, not yet sent:"),
        "untitled": _("without a headline"),
        "leaving": _("Text kept in this browser was never sent. It is deleted when you sign out: sign out?"),
    }
