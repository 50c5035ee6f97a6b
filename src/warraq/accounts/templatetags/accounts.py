"""Parts of the pages of one's own account."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_work(context: dict[str, Any]) -> bool:
    """Can a passkey be made and used at the address by which the page was asked for?

    Browsers tie them to a name; where a site is asked by a number there are none, and none without TLS.
    """
    request = context["request"]
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost" or host.endswith(".localhost")
    return False


@register.inclusion_tag("wagtailadmin/shared/headers/slim_header.html")
def account_header(title: str, icon: str, is_below_factors: bool = False) -> dict[str, Any]:
    """The newsroom's header over a page of one's own account, with the way back."""
    crumbs = [{"url": reverse("wagtailadmin_account"), "label": _("Account")}]
    if is_below_factors:
        crumbs.append({"url": reverse("mfa_index"), "label": _("Second factor")})
    return {"title": title, "icon_name": icon, "breadcrumbs_items": [*crumbs, {"url": "", "label": title}]}
