"""Where the newsroom leads to embargoes, and what it says where a page was approved and waits for one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from warraq.stories import embargoes
from warraq.stories.models import embargo_of

from ..stamps import stamp
from . import access


class EmbargoesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return access.may_list(request.user)


def menu_item() -> MenuItem:
    return EmbargoesMenuItem(
        _("Embargoes"), reverse("embargo:index"), name="embargoes", icon_name="warraq-embargo", order=116
    )


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("embargo/", include("warraq.newsroom.embargo.urls"))]


def icons(names: list[str]) -> list[str]:
    return [*names, "newsroom/icons/embargo.svg"]


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Embargo” in the menu of a page that is not live, or of one that can be taken offline first."""
    if access.may_set(user, page) or access.may_shorten(user, page):
        url = reverse("embargo:edit", args=[page.pk])
        yield Button(_("Embargo"), url=url, icon_name="warraq-embargo", priority=58)


def tell_that_it_waits(request: HttpRequest, page: Any) -> HttpResponse | None:
    """After “publish”: Wagtail would say that the page has been published."""
    embargo = embargo_of(page)
    if embargo is None:
        return None
    words = gettext("«%(title)s» is approved. It goes live by itself when its embargo lifts, on %(moment)s.")
    messages.success(request, words % {"title": page.title, "moment": stamp(page.go_live_at or embargo.until)})
    return redirect("wagtailadmin_pages:edit", page.pk)


class EmbargoFormatter(LogFormatter):
    """Prints the moments and the reason beside the entry in a page's history."""

    def format_message(self, log_entry: Any) -> str:
        moments = {name: parse_datetime(at) for name, at in log_entry.data["embargo"].items()}
        spoken = " ← ".join(stamp(moments[name]) for name in ("after", "before") if moments.get(name))
        return f"{self.label}: {spoken} · {' '.join(log_entry.data['reasons'])}"


LABELS = {
    embargoes.SET: _("Put under embargo"),
    embargoes.EXTENDED: _("Embargo extended"),
    embargoes.SHORTENED: _("Embargo shortened"),
    embargoes.LIFTED: _("Embargo lifted"),
}


def log_actions(actions: Any) -> None:
    for deed, label in LABELS.items():
        actions.register_action(deed)(type("EmbargoDeed", (EmbargoFormatter,), {"label": label}))
