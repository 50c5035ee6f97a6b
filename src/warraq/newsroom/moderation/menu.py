"""Where moderation stands in the newsroom's menus, and what stands in its own."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from .access import may_moderate, reach_of
from .records import VIEWSETS
from .rows import waiting_for


class CommentsMenuItem(MenuItem):
    """Carries how many comments wait; drawn as a badge by the style sheet."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_moderate(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := waiting_for(reach_of(request.user)):
            # The item is shared by all requests, its component is not.
            component.attrs = {**component.attrs, "data-waiting": str(waiting)}
        return component


def menu_item() -> MenuItem:
    return CommentsMenuItem(
        _("Comments"),
        reverse("moderation:queue"),
        name="moderation",
        icon_name="comment",
        classname="moderation-menu-item",
        order=145,
    )


class DecisionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_moderate(request.user)


def report_menu_item() -> MenuItem:
    label = _("Decisions about comments")
    return DecisionsMenuItem(label, reverse("moderation:decisions"), name="decisions", icon_name="comment", order=120)


def header_buttons(user: Any) -> list[Button]:
    """The lists beside the queue that this user may open."""
    report = Button(_("Decisions about comments"), reverse("moderation:decisions"), icon_name="history", priority=10)
    buttons = [report]
    for priority, viewset_class in enumerate(VIEWSETS, start=20):
        viewset = viewset_class.model.snippet_viewset
        if viewset.permission_policy.user_has_any_permission(user, {"add", "change", "delete", "view"}):
            label = viewset.model._meta.verbose_name_plural
            url = reverse(viewset.get_url_name("list"))
            buttons.append(Button(label, url, icon_name=viewset.icon, priority=priority))
    return buttons
