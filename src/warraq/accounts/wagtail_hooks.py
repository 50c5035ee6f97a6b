"""Where the newsroom leads to one's own sign-in, and to that of somebody who is locked out."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from . import views


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("A code from your phone, or a passkey, beside the password."),
    }


@hooks.register("register_account_menu_item")
def sessions_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("usersessions_list"),
        "label": _("Sessions"),
        "help_text": _("Where you are signed in; end what you do not know."),
    }


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    own = [path("<int:pk>/reset-factor/", views.reset_factor, name="reset_factor")]
    return [path("accounts/", include((own, "accounts")))]


@hooks.register("register_user_listing_buttons")
def reset_button(user: Any, request_user: Any) -> Iterator[Button]:
    if views.may_mend(request_user, user):
        url = reverse("accounts:reset_factor", args=[user.pk])
        yield Button(_("Take away the second factor"), url, icon_name="lock-open", priority=40)
