"""Reads an address as an editor has it at hand: from the browser's bar, a message, or half remembered."""

import unicodedata
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from warraq.pagestore.layout import is_storable


class AddressForm(forms.Form):
    """Its `address` comes out as the decoded path by which the store knows a page."""

    address = forms.CharField(
        label=_("Address of a page"),
        help_text=_("The whole address or the part after the site's name; what follows a question mark is ignored."),
        error_messages={"required": _("Paste the address of a page.")},
        max_length=4_000,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {_host_of(settings.WARRAQ_BASE_URL), _host_of(f"//{host}")}

    def clean_address(self) -> str:
        text = _bare(self.cleaned_data["address"])
        try:
            parts = urlsplit(self._with_host(text))
            host = parts.hostname
            path = unquote(parts.path, errors="strict")
        except (ValueError, UnicodeDecodeError) as error:
            raise forms.ValidationError(_("This address cannot be read.")) from error
        if parts.scheme not in ("", "http", "https"):
            raise forms.ValidationError(_("This is not the address of a page."))
        if host and host not in self.hosts:
            raise forms.ValidationError(_("%(host)s is another site."), params={"host": host})
        path = unicodedata.normalize("NFC", path or "/")
        if not is_storable(path):
            raise forms.ValidationError(_("No page of this site can have such an address."))
        return path

    def _with_host(self, text: str) -> str:
        """`example.org/news/` gets the slashes that make its first word a host, `news/1/` the one of a path."""
        if (
            text.startswith("/")
            or "://" in text[:10]
            or text.partition("/")[0].lower().startswith(("mailto:", "data:"))
        ):
            return text
        first, slash, _rest = text.partition("/")
        is_host = _host_of(f"//{first}") in self.hosts or ("." in first and bool(slash))
        return f"//{text}" if is_host else f"/{text}"


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _bare(text: str) -> str:
    """Without the marks of direction and the spaces that come along when one copies out of running text."""
    first, last = 0, len(text)
    while first < last and (text[first].isspace() or unicodedata.category(text[first]) == "Cf"):
        first += 1
    while last > first and (text[last - 1].isspace() or unicodedata.category(text[last - 1]) == "Cf"):
        last -= 1
    return text[first:last]
