"""Whether a passkey can be made and used at the address that a page was asked by."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_work(context: dict[str, Any]) -> bool:
    """Browsers tie them to a name; where a site is asked by a number there are none, and none without TLS."""
    request = context["request"]
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost" or host.endswith(".localhost")
    return False
